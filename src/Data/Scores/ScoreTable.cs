using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Data.Scores;

/// <summary>Where a score came from: what a score file says of itself.</summary>
public sealed record ScoreOrigin
{
    /// <summary>The scoring function with its arguments, as it is written on the command line.</summary>
    public required string Score { get; init; }

    /// <summary>How it was made, in words: recipe, teacher, steps.</summary>
    public required string Method { get; init; }

    /// <summary>Hash of the images, <see cref="ImageSetHash.OfImages"/>.</summary>
    public required string Images { get; init; }

    /// <summary>Hash of the labels that were scored, <see cref="ImageSetHash.OfLabels"/>.</summary>
    public required string Labels { get; init; }

    /// <summary>Seconds it took, a teacher's training included where it was trained for this.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether a model scored images that it was trained on; null where that is unknown.</summary>
    public bool? InSample { get; init; } = false;

    /// <summary>
    /// Whether a model was trained on other labels of these images than those that are scored: a teacher that saw clean
    /// labels where the experiment's are noisy. Null where that is unknown.
    /// </summary>
    public bool? SawOtherLabels { get; init; } = false;

    /// <summary>yes, no or unknown.</summary>
    public static string Word(bool? known) => known switch { true => "yes", false => "no", null => "unknown" };
}

/// <summary>Scores of a whole set of images: d(x), larger being harder.</summary>
/// <param name="Origin">Where they came from.</param>
/// <param name="Values">d(x) of each image.</param>
/// <param name="Repeats">Each repeat's d(x) of each image, whose mean the values are; empty where there are none.</param>
public sealed record ScoreTable(ScoreOrigin Origin, double[] Values, double[][] Repeats);
