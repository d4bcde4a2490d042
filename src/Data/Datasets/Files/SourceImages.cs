namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>What images are for.</summary>
internal enum SplitKind
{
    /// <summary>Training.</summary>
    Train,

    /// <summary>Choosing.</summary>
    Validation,

    /// <summary>The final evaluation.</summary>
    Test,
}

/// <summary>An image file with its class.</summary>
/// <param name="File">The file.</param>
/// <param name="Class">Name of its class.</param>
/// <param name="Split">What it is for; null where that is not said.</param>
internal sealed record SourceImage(StoredFile File, string Class, SplitKind? Split);

/// <summary>The image files of a store.</summary>
/// <param name="Images">All of them, in the order in which they are to stand.</param>
/// <param name="Classes">Every class that is named, the empty ones too.</param>
/// <param name="Notes">Sentences on what lies there and is not used.</param>
internal sealed record SourceImages(
    IReadOnlyList<SourceImage> Images, IReadOnlyList<string> Classes, IReadOnlyList<string> Notes)
{
    /// <summary>The word of a split in a list or of its folder; null where it is none.</summary>
    public static SplitKind? SplitOf(string word) => word.ToLowerInvariant() switch
    {
        "train" or "training" => SplitKind.Train,
        "val" or "valid" or "validation" => SplitKind.Validation,
        "test" or "testing" => SplitKind.Test,
        _ => null,
    };
}
