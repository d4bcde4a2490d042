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
    /// <summary>What lists and folders call a split.</summary>
    public static IReadOnlyDictionary<string, SplitKind> SplitWords { get; } = new Dictionary<string, SplitKind>
    {
        ["train"] = SplitKind.Train,
        ["training"] = SplitKind.Train,
        ["val"] = SplitKind.Validation,
        ["valid"] = SplitKind.Validation,
        ["validation"] = SplitKind.Validation,
        ["test"] = SplitKind.Test,
        ["testing"] = SplitKind.Test,
    };

    /// <summary>The split of a folder's name; null where it is none.</summary>
    public static SplitKind? SplitOf(string word) =>
        SplitWords.TryGetValue(word.ToLowerInvariant(), out SplitKind split) ? split : null;
}
