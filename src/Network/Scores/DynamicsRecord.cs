namespace IlgpuCnn.Network.Scores;

/// <summary>
/// What one training run told of each image, and the difficulties d(x) that are made of it, larger being harder.
/// </summary>
public sealed record DynamicsRecord
{
    /// <summary>The run, in words.</summary>
    public required string Run { get; init; }

    /// <summary>Epochs of the run, a last one in part included.</summary>
    public required int Epochs { get; init; }

    /// <summary>The epoch of the error norms, from 1.</summary>
    public required int ErrorNormEpoch { get; init; }

    /// <summary>Times each image was seen.</summary>
    public required int[] Seen { get; init; }

    /// <summary>Times each image was predicted correctly.</summary>
    public required int[] Correct { get; init; }

    /// <summary>Forgetting events of each image.</summary>
    public required int[] Forgotten { get; init; }

    /// <summary>The epoch from which each image stayed correct, from 1; 0 if it was wrong at the end.</summary>
    public required int[] CorrectSince { get; init; }

    /// <summary>Mean of the probability given to each image's label.</summary>
    public required float[] MeanProbability { get; init; }

    /// <summary>Sum of that probability's squared deviations from its mean.</summary>
    public required float[] SquaredDeviations { get; init; }

    /// <summary>‖softmax − onehot‖₂ of each image in the epoch <see cref="ErrorNormEpoch"/>.</summary>
    public required float[] ErrorNorm { get; init; }

    /// <summary>The epoch from which an image stays correct; of one that does not, one more than there are.</summary>
    public double[] LearnedEpoch() => Of(i => CorrectSince[i] == 0 ? Epochs + 1 : CorrectSince[i]);

    /// <summary>
    /// Forgetting events; of an image that was never correct the number of epochs, which is more than any can have.
    /// </summary>
    public double[] Forgetting() => Of(i => Correct[i] == 0 ? Epochs : Forgotten[i]);

    /// <summary>EL2N.</summary>
    public double[] El2n() => Of(i => ErrorNorm[i]);

    /// <summary>1 − the mean probability of the label.</summary>
    public double[] Unconfidence() => Of(i => 1.0 - MeanProbability[i]);

    /// <summary>Standard deviation, over the times seen, of the label's probability.</summary>
    public double[] Variability() => Of(i => Math.Sqrt(Math.Max(0.0, SquaredDeviations[i]) / Seen[i]));

    /// <summary>1 − the share of times that an image was predicted correctly.</summary>
    public double[] CumulativeError() => Of(i => 1.0 - ((double)Correct[i] / Seen[i]));

    private double[] Of(Func<int, double> difficulty) => [.. Enumerable.Range(0, Seen.Length).Select(difficulty)];
}
