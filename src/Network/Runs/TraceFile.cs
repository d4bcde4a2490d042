using System.Globalization;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Runs;

/// <summary>
/// trace.csv: visible images and learning rate of a run, a row where one of them changes and one behind the last step.
/// What is written reads back to the same bits, so that another run can replay the learning rates.
/// </summary>
public sealed class TraceFile : IDisposable
{
    private const string Header = "step,visible,learning_rate";

    private readonly StreamWriter writer;
    private TracePoint last = new(-1, -1, 0);

    /// <summary>Starts the file.</summary>
    /// <exception cref="InputException">It can't be written.</exception>
    public TraceFile(string path) => writer = RunTable.Start(path, Header);

    /// <summary>Reads a trace; a run's folder stands for the file in it. The last point is behind the last step.</summary>
    /// <exception cref="InputException">It is missing or damaged.</exception>
    public static IReadOnlyList<TracePoint> Read(string path)
    {
        if (Directory.Exists(path))
            path = Path.Combine(path, "trace.csv");
        IReadOnlyList<TracePoint> points = RunTable.Read("the trace", path, Header, Parse);
        return points.Count > 0 ? points : throw new InputException($"'{path}' is damaged: it has no rows.");
    }

    /// <summary>Notes what a step saw.</summary>
    public void Add(TracePoint point)
    {
        if (point with { Step = last.Step } != last)
            Write(point);
        last = point;
    }

    /// <summary>Notes that the run ended after <paramref name="steps"/> steps.</summary>
    public void End(long steps)
    {
        Write(last with { Step = steps });
        writer.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    private void Write(TracePoint point) => writer.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{point.Step},{point.Visible},{point.LearningRate:R}"));

    private static TracePoint Parse(string[] cells) => new(
        long.Parse(cells[0], CultureInfo.InvariantCulture), int.Parse(cells[1], CultureInfo.InvariantCulture),
        double.Parse(cells[2], CultureInfo.InvariantCulture));
}
