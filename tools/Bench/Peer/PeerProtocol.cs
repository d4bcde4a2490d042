using System.Diagnostics;
using System.Globalization;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Bench.Peer;

/// <summary>One side of the comparison, loaded and ready.</summary>
internal interface IPeer : IDisposable
{
    /// <summary>What it computes with, for the report.</summary>
    string Name { get; }

    /// <summary>
    /// The mean loss of each of <see cref="PeerTask.CheckedSteps"/> training steps without dropout, then the mean loss
    /// over the test images.
    /// </summary>
    double[] Check();

    /// <summary>Training steps with dropout; reads their losses when all are done.</summary>
    void Train(int steps);

    /// <summary>Passes over the test images.</summary>
    void Evaluate(int passes);
}

/// <summary>
/// What the comparison and its two sides say to each other, a line each way on a side's standard input and output:
/// <c>check</c>, <c>train N</c>, <c>evaluate N</c>, <c>memory</c> and <c>quit</c>, answered by <c>ok</c> and numbers,
/// or <c>error</c> and a sentence. The first answer, <c>ok</c> and the side's name, comes unasked once it is loaded.
/// </summary>
internal static class PeerProtocol
{
    public const string Ok = "ok ";
    public const string Error = "error ";

    /// <summary>Loads a side and answers until it is told to quit; the process's exit code.</summary>
    public static int Serve(Func<IPeer> load)
    {
        try
        {
            using IPeer peer = load();
            Console.WriteLine(Ok + peer.Name);
            while (Console.ReadLine() is { } line && line != "quit")
                Console.WriteLine(Ok + Answer(peer, line.Split(' ')));
            return 0;
        }
        catch (InputException e)
        {
            Console.WriteLine(Error + e.Message.ReplaceLineEndings(" "));
            return 1;
        }
    }

    private static string Answer(IPeer peer, string[] words) => words switch
    {
        ["check"] => Text(peer.Check()),
        ["train", string steps] => Text(Seconds(() => peer.Train(int.Parse(steps, CultureInfo.InvariantCulture)))),
        ["evaluate", string passes] =>
            Text(Seconds(() => peer.Evaluate(int.Parse(passes, CultureInfo.InvariantCulture)))),
        ["memory"] => Text(PeakMemory()),
        _ => throw new InputException($"'{string.Join(' ', words)}' is no request that a side of peer knows."),
    };

    private static double Seconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // Bytes: the most that was resident at once since the process began.
    private static double PeakMemory()
    {
        const string field = "VmHWM:";
        foreach (string line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith(field, StringComparison.Ordinal))
                return 1024 * double.Parse(line[field.Length..^"kB".Length], CultureInfo.InvariantCulture);
        }

        throw new InputException("This system does not say how much memory a process took: run peer on Linux.");
    }

    private static string Text(params double[] numbers) =>
        string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
}
