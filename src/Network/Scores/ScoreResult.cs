namespace IlgpuCnn.Network.Scores;

/// <summary>What a scoring function found.</summary>
/// <param name="Values">d(x) of each image, larger being harder.</param>
/// <param name="Method">How, in words.</param>
public sealed record ScoreResult(double[] Values, string Method)
{
    /// <summary>Each repeat's values, whose mean the values are; empty where there are none.</summary>
    public double[][] Repeats { get; init; } = [];

    /// <summary>Whether a model scored images that it was trained on; null where that is not known.</summary>
    public bool? InSample { get; init; } = false;

    /// <summary>Whether a model was trained on other labels of these images; null where that is not known.</summary>
    public bool? SawOtherLabels { get; init; } = false;
}
