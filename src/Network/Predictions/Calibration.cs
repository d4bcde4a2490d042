namespace IlgpuCnn.Network.Predictions;

/// <summary>Predictions whose confidence, the probability of the predicted class, lies in one interval.</summary>
/// <param name="Low">Its lower end, which belongs to the bin below.</param>
/// <param name="High">Its upper end, which belongs to it.</param>
/// <param name="Count">Predictions in it.</param>
/// <param name="Confidence">Their mean confidence; null where there are none.</param>
/// <param name="Accuracy">The share of them that are right; null where there are none.</param>
public readonly record struct CalibrationBin(double Low, double High, int Count, double? Confidence, double? Accuracy);

/// <summary>
/// Whether predictions are right as often as they are confident, in bins of equal width, after Guo et al., 'On
/// Calibration of Modern Neural Networks' (ICML 2017).
/// </summary>
public sealed class Calibration
{
    /// <summary>Bins where nothing else is said, as in the paper.</summary>
    public const int UsualBins = 15;

    /// <summary>Sorts predictions into bins.</summary>
    /// <param name="confidences">The probability of each prediction, in [0, 1].</param>
    /// <param name="right">Whether each is right.</param>
    /// <param name="bins">Intervals of [0, 1].</param>
    /// <exception cref="ArgumentException">
    /// There are not as many of the one as of the other, or a confidence is not in [0, 1].
    /// </exception>
    public Calibration(IReadOnlyList<double> confidences, IReadOnlyList<bool> right, int bins = UsualBins)
    {
        if (confidences.Count != right.Count)
            throw new ArgumentException($"{right.Count} answers for {confidences.Count} confidences.", nameof(right));
        int[] counts = new int[bins];
        double[] sums = new double[bins];
        int[] hits = new int[bins];
        for (int i = 0; i < confidences.Count; i++)
        {
            if (!(confidences[i] >= 0 && confidences[i] <= 1))
                throw new ArgumentException($"Confidence {i} is {confidences[i]}; it must be in [0, 1].", nameof(confidences));
            int bin = Math.Clamp((int)Math.Ceiling(confidences[i] * bins) - 1, 0, bins - 1);
            counts[bin]++;
            sums[bin] += confidences[i];
            hits[bin] += right[i] ? 1 : 0;
        }

        Bins = [.. Enumerable.Range(0, bins).Select(bin => counts[bin] == 0
            ? new CalibrationBin((double)bin / bins, (bin + 1.0) / bins, 0, null, null)
            : new CalibrationBin(
                (double)bin / bins, (bin + 1.0) / bins, counts[bin], sums[bin] / counts[bin],
                (double)hits[bin] / counts[bin]))];
        ExpectedError = confidences.Count == 0
            ? null
            : Bins.Sum(bin => bin.Count * Math.Abs((bin.Accuracy - bin.Confidence) ?? 0)) / confidences.Count;
    }

    /// <summary>From the least confident to the most.</summary>
    public IReadOnlyList<CalibrationBin> Bins { get; }

    /// <summary>
    /// The expected calibration error: Σ |accuracy − confidence| · count / all, over the bins; null of no predictions.
    /// </summary>
    public double? ExpectedError { get; }
}
