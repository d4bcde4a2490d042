namespace IlgpuCnn.Data.Datasets;

/// <summary>Which images are meant; part of a run's configuration.</summary>
public sealed record DatasetOptions
{
    /// <summary>shapes, cifar100 or cifar10.</summary>
    public string Name { get; init; } = "shapes";

    /// <summary>Archive or folder; null for the environment's, then the cache.</summary>
    public string? DataDir { get; init; }

    /// <summary>CIFAR-100's labels: fine or coarse.</summary>
    public string Labels { get; init; } = "fine";

    /// <summary>Only the classes of one CIFAR-100 superclass; null for all.</summary>
    public string? Superclass { get; init; }

    /// <summary>Only these classes, by name; null for all.</summary>
    public string[]? Classes { get; init; }

    /// <summary>Most training images of a class, chosen by the seed; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Share of the training images that is kept apart for validation, in [0, 1).</summary>
    public double ValidationFraction { get; init; }

    /// <summary>
    /// Share of the training labels, in [0, 1), that are replaced by another class, drawn evenly from the others.
    /// </summary>
    public double LabelNoise { get; init; }

    /// <summary>
    /// How many times more training images the first class keeps than the last; 1 keeps all.
    /// </summary>
    public double Imbalance { get; init; } = 1;

    /// <summary>Key of generation, limit, split, imbalance and label noise.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Training images of shapes.</summary>
    public int ShapesTrain { get; init; } = 10_000;

    /// <summary>Test images of shapes.</summary>
    public int ShapesTest { get; init; } = 2_000;
}
