namespace IlgpuCnn.Cli.Reports.Predictions;

/// <summary>What a network takes an image for.</summary>
/// <param name="File">The image's file.</param>
/// <param name="Classes">The likeliest classes with their probabilities, the likeliest first.</param>
/// <param name="Fault">A sentence on why there are none; null where there are.</param>
internal sealed record Prediction(string File, IReadOnlyList<(string Class, float Probability)> Classes, string? Fault)
{
    /// <summary>The likeliest classes by the probabilities of all.</summary>
    public static Prediction Of(string file, string[] classNames, float[] probabilities, int top) => new(
        file,
        [
            .. Enumerable.Range(0, classNames.Length).OrderByDescending(c => probabilities[c]).Take(top)
                .Select(c => (classNames[c], probabilities[c])),
        ],
        null);
}
