namespace IlgpuCnn.ImageCheck;

/// <summary>What became of one file.</summary>
/// <param name="Image">Our pixels; null where the file was refused.</param>
/// <param name="Format">The format by the file's content.</param>
/// <param name="Reference">
/// Mean difference of a byte to the reference, infinite where it has another size; null without a reference.
/// </param>
/// <param name="Skia">The same of Skia's pixels.</param>
/// <param name="Sentence">Why the file was refused.</param>
/// <param name="Tolerance">The mean difference up to which pixels count as the same.</param>
internal sealed record Finding(
    DecodedImage? Image, string Format, double? Reference, double? Skia, string Sentence, double Tolerance)
{
    public const string Wrong = "WRONG";
    public const string Crash = "CRASH";

    /// <summary>Width × height of our pixels.</summary>
    public string Size => Image is null ? "" : $"{Image.Width}×{Image.Height}";

    /// <summary>
    /// Same as another decoder's pixels, alone (no other decoder reads the file), WRONG, refused, or CRASH: an exception
    /// that is no sentence.
    /// </summary>
    public string Verdict => this switch
    {
        { Image: null } when Sentence.StartsWith(Crash, StringComparison.Ordinal) => Crash,
        { Image: null } => "refused",
        { Reference: null, Skia: null } => "alone",
        _ => Math.Min(Reference ?? double.PositiveInfinity, Skia ?? double.PositiveInfinity) <= Tolerance ? "same" : Wrong,
    };
}
