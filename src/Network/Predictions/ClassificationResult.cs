namespace IlgpuCnn.Network.Predictions;

/// <summary>What a network predicts for labelled images, and what is right and wrong with it.</summary>
public sealed class ClassificationResult
{
    /// <summary>Predicts, of each image, the class of its largest probability, of equals the lowest.</summary>
    /// <param name="labels">The class of each image.</param>
    /// <param name="probabilities">The probability of each class for each image (Count, classes).</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="ArgumentException">
    /// The lengths don't fit, or a probability is not in [0, 1].
    /// </exception>
    public ClassificationResult(IReadOnlyList<int> labels, float[] probabilities, int classes)
    {
        if (probabilities.LongLength != (long)labels.Count * classes)
        {
            throw new ArgumentException(
                $"{probabilities.LongLength} probabilities for {labels.Count} images of {classes} classes.",
                nameof(probabilities));
        }

        Labels = labels;
        Predictions = [.. Enumerable.Range(0, labels.Count).Select(i => Largest(probabilities.AsSpan(i * classes, classes)))];
        Confidences = [.. Predictions.Select((predicted, i) => (double)Math.Min(1f, probabilities[(i * classes) + predicted]))];
        Confusion = new ConfusionMatrix(labels, Predictions, classes);
        Classes = [.. Enumerable.Range(0, classes).Select(Confusion.Scores)];
        Calibration = new Calibration(Confidences, [.. labels.Zip(Predictions, (label, predicted) => label == predicted)]);
    }

    /// <summary>The class of each image.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The predicted class of each image.</summary>
    public IReadOnlyList<int> Predictions { get; }

    /// <summary>The probability of each image's predicted class.</summary>
    public IReadOnlyList<double> Confidences { get; }

    /// <summary>Images of each class predicted as each class.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>Precision, recall and F1 of each class.</summary>
    public IReadOnlyList<ClassScores> Classes { get; }

    /// <summary>Whether confidence says how often predictions are right.</summary>
    public Calibration Calibration { get; }

    /// <summary>The share of images that are predicted rightly; null of no images.</summary>
    public double? Accuracy => Labels.Count == 0
        ? null
        : (double)Enumerable.Range(0, Confusion.Classes).Sum(c => Confusion[c, c]) / Labels.Count;

    /// <summary>The mean of the classes' precision, over those that have one.</summary>
    public double? MacroPrecision => Mean(Classes.Select(scores => scores.Precision));

    /// <summary>The mean of the classes' recall, over those that have one.</summary>
    public double? MacroRecall => Mean(Classes.Select(scores => scores.Recall));

    /// <summary>The mean of the classes' F1, over those that have one.</summary>
    public double? MacroF1 => Mean(Classes.Select(scores => scores.F1));

    /// <summary>The most confident mistakes, the most confident first, of equals by their index.</summary>
    /// <param name="most">Most that are given.</param>
    public IReadOnlyList<Mistake> Mistakes(int most) =>
    [
        .. Enumerable.Range(0, Labels.Count)
            .Where(i => Labels[i] != Predictions[i])
            .Select(i => new Mistake(i, Labels[i], Predictions[i], Confidences[i]))
            .OrderByDescending(mistake => mistake.Probability)
            .Take(most),
    ];

    private static int Largest(ReadOnlySpan<float> row)
    {
        int best = 0;
        for (int c = 1; c < row.Length; c++)
        {
            if (row[c] > row[best])
                best = c;
        }

        return best;
    }

    private static double? Mean(IEnumerable<double?> values) => values.Average();
}
