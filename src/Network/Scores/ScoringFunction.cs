using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// Gives each image its difficulty d(x), larger being harder. A new one is a record in a file of its own with a
/// <see cref="ComponentAttribute"/>.
/// </summary>
public abstract record ScoringFunction
{
    /// <summary>All scoring functions that can be asked for by name.</summary>
    public static Catalog<ScoringFunction> Catalog { get; } = new("score");

    /// <summary>The file besides the images that the scores come from; null where there is none.</summary>
    public virtual string? SourceFile => null;

    /// <summary>Whether it trains models of its own by the context's recipe.</summary>
    public virtual bool TrainsModels => false;

    /// <summary>
    /// Whether it is of the model in training and computed anew as that learns, so that there is no one score of an
    /// image.
    /// </summary>
    public virtual bool ChangesInTraining => false;

    /// <summary>
    /// Reads a scoring function such as <c>edges(threshold=0.25)</c>, or the path of a score file, which ends in .csv or
    /// .parquet.
    /// </summary>
    /// <exception cref="InputException">The name or an argument is unknown or out of range.</exception>
    public static Component<ScoringFunction> Parse(string text) => ScoreFile.IsNamed(text)
        ? new Component<ScoringFunction>(text, text, new FileScore(text))
        : Catalog.Parse(text);

    /// <summary>Scores all images.</summary>
    /// <exception cref="InputException">Something it needs is missing.</exception>
    public abstract ScoreResult Score(ScoringContext context);

    /// <summary>Scores that are there already, with where they came from; null where they are to be computed.</summary>
    /// <exception cref="InputException">They can't be read, or belong to other images.</exception>
    public virtual ScoreTable? Stored(ImageSet images) => null;
}
