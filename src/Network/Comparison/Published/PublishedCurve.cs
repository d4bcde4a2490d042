using System.Globalization;
using IlgpuCnn.Data.Curriculum;

namespace IlgpuCnn.Network.Comparison.Published;

/// <summary>A published curve of test accuracy, mean over seeds.</summary>
/// <param name="Arm">Whose.</param>
/// <param name="Step">Steps done, ascending.</param>
/// <param name="Accuracy">At each step, a share in [0, 1].</param>
/// <param name="StandardError">Of each accuracy.</param>
/// <param name="Seeds">How many.</param>
public sealed record PublishedCurve(
    Ordering Arm, IReadOnlyList<long> Step, IReadOnlyList<double> Accuracy, IReadOnlyList<double> StandardError,
    int Seeds)
{
    private const int SmallMammalsSeeds = 30;

    private const string SmallMammalsFile = "IlgpuCnn.Network.Comparison.Published.small-mammals.csv";

    /// <summary>Accuracy at the last step.</summary>
    public MeanOfSeeds Final => new(Accuracy[^1], StandardError[^1], Seeds);

    /// <summary>The four arms of Hacohen and Weinshall 2019, case 1: a re-run of their code with 30 seeds.</summary>
    public static IReadOnlyList<PublishedCurve> SmallMammals()
    {
        using Stream stream = typeof(PublishedCurve).Assembly.GetManifestResourceStream(SmallMammalsFile)!;
        using StreamReader reader = new(stream);
        List<string[]> lines = [];
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                lines.Add(line.Split(','));
        }

        string[] header = lines[0];
        long[] steps = [.. lines.Skip(1).Select(row => long.Parse(row[0], CultureInfo.InvariantCulture))];
        return
        [
            .. Enum.GetValues<Ordering>().Select(arm =>
            {
                int column = Array.IndexOf(header, arm.ToString().ToLowerInvariant());
                return new PublishedCurve(
                    arm, steps, Column(lines, column), Column(lines, column + 1), SmallMammalsSeeds);
            }),
        ];
    }

    /// <summary>The first step at which a curve is at or above an accuracy; null where it never is.</summary>
    public long? StepTo(double accuracy)
    {
        for (int i = 0; i < Step.Count; i++)
        {
            if (Accuracy[i] >= accuracy)
                return Step[i];
        }

        return null;
    }

    private static double[] Column(List<string[]> lines, int column) =>
        [.. lines.Skip(1).Select(row => double.Parse(row[column], CultureInfo.InvariantCulture))];
}
