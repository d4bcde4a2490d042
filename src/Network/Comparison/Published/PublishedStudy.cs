using System.Globalization;
using IlgpuCnn.Data.Curriculum;

namespace IlgpuCnn.Network.Comparison.Published;

/// <summary>A published experiment, to set ours beside.</summary>
/// <param name="Source">What was published, a sentence.</param>
/// <param name="Curves">One an ordering.</param>
/// <param name="Comparable">Orderings whose runs can be had as they were published, and should agree.</param>
/// <param name="Caveat">Why the others need not agree, a sentence.</param>
/// <param name="Margin">Difference of final accuracies, a share, that is taken as none.</param>
public sealed record PublishedStudy(
    string Source, IReadOnlyList<PublishedCurve> Curves, IReadOnlyList<Ordering> Comparable, string Caveat,
    double Margin)
{
    private const int SmallMammalsSeeds = 30;
    private const string SmallMammalsFile = "IlgpuCnn.Network.Comparison.Published.small-mammals.csv";

    /// <summary>Hacohen and Weinshall 2019, case 1: a re-run of their code with 30 seeds.</summary>
    public static PublishedStudy SmallMammals { get; } = new(
        $"Published: Hacohen and Weinshall 2019, case 1, a re-run of their code with {SmallMammalsSeeds} seeds.",
        ReadSmallMammals(), [Ordering.Standard, Ordering.Random],
        "Orders by difficulty need not agree: theirs are by a network trained on ImageNet, ours by our own teacher.",
        0.015);

    private static List<PublishedCurve> ReadSmallMammals()
    {
        using Stream stream = typeof(PublishedStudy).Assembly.GetManifestResourceStream(SmallMammalsFile)!;
        using StreamReader reader = new(stream);
        List<string[]> lines = [];
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                lines.Add(line.Split(','));
        }

        string[] header = lines[0];
        lines.RemoveAt(0);
        long[] steps = [.. lines.Select(row => long.Parse(row[0], CultureInfo.InvariantCulture))];
        List<PublishedCurve> curves = [];
        foreach (Ordering arm in Enum.GetValues<Ordering>())
        {
            int column = Array.IndexOf(header, arm.ToString().ToLowerInvariant());
            curves.Add(new PublishedCurve(
                arm, steps, Column(lines, column), Column(lines, column + 1), SmallMammalsSeeds));
        }

        return curves;
    }

    private static double[] Column(List<string[]> lines, int column) =>
        [.. lines.Select(row => double.Parse(row[column], CultureInfo.InvariantCulture))];
}
