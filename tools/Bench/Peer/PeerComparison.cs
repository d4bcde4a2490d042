using System.Reflection;
using System.Runtime.InteropServices;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Bench.Peer;

/// <summary>Runs the two sides in turns and prints what they did.</summary>
internal static class PeerComparison
{
    private const double Tolerance = 1e-3;

    /// <summary>The process's exit code: 1 where the two do not compute the same.</summary>
    /// <exception cref="InputException">A side can't be started, or ends with an error.</exception>
    public static int Run(PeerOptions options)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ilgpucnn-peer-");
        try
        {
            PeerSettings settings = PeerWork.Write(folder.FullName, options);
            // In processes of its own: what the check allocates is no part of the peak memory.
            bool same = false;
            Sides(options, folder.FullName, (ours, torch) =>
            {
                Describe(options, settings, ours, torch);
                same = SameResults(ours.Ask("check"), torch.Ask("check"));
            });
            if (same)
                Sides(options, folder.FullName, (ours, torch) => Compare(options, settings, ours, torch));
            return same ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Sides(PeerOptions options, string folder, Action<PeerProcess, PeerProcess> work)
    {
        using PeerProcess ours = new(
            "IlgpuCnn", Assembly.GetExecutingAssembly().Location, ["peer", "side", folder], options);
        using PeerProcess torch = new("libtorch", options.TorchPeer, [folder, options.Layout], options);
        work(ours, torch);
    }

    private static void Compare(PeerOptions options, PeerSettings settings, PeerProcess ours, PeerProcess torch)
    {
        int perEvaluation = PeerWork.TestBatches * settings.BatchSize;
        Turns("Training", "train", settings.BatchSize, options, ours, torch);
        Turns("Evaluation", "evaluate", perEvaluation, options, ours, torch);
        double ourPeak = ours.Ask("memory")[0];
        double torchPeak = torch.Ask("memory")[0];
        Console.WriteLine($"\nPeak memory: IlgpuCnn {ourPeak / 1e6:0} MB, libtorch {torchPeak / 1e6:0} MB, "
            + $"ratio {ourPeak / torchPeak:0.00} (under 1: IlgpuCnn takes less).");
    }

    private static void Describe(PeerOptions options, PeerSettings s, PeerProcess ours, PeerProcess torch)
    {
        Console.WriteLine($"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.FrameworkDescription}");
        Console.WriteLine($"\n- {ours.Name}\n- {torch.Name}\n- both with glibc's malloc: {options.Malloc}");
        string decay = s.WeightDecay > 0 ? FormattableString.Invariant($", weight decay {s.WeightDecay}") : "";
        Console.WriteLine(
            $"\n{s.Model}, batch {s.BatchSize} of {s.Height}×{s.Width}, {s.Classes} classes, "
            + $"{s.Optimizer}, learning rate {s.LearningRate}{decay}");
    }

    private static bool SameResults(double[] ours, double[] torch)
    {
        double[] differences = [.. ours.Zip(torch, (a, b) => Math.Abs(a - b) / Math.Abs(b))];
        int worst = Array.IndexOf(differences, differences.Max());
        string place = worst < PeerTask.CheckedSteps ? $"the loss of step {worst + 1}" : "the evaluation after them";
        string found = FormattableString.Invariant(
            $"{differences[worst]:0.0e+0} of itself, in {place} ({ours[worst]:0.00000} and {torch[worst]:0.00000})");
        if (differences.All(difference => difference <= Tolerance))
        {
            Console.WriteLine($"\nThe same results: {PeerTask.CheckedSteps} steps without dropout and an evaluation "
                + $"differ by at most {found}.");
            return true;
        }

        Console.Error.WriteLine(
            $"The two do not compute the same, so their times can't be compared: they differ by {found}.");
        return false;
    }

    private static void Turns(
        string title, string request, int images, PeerOptions options, PeerProcess ours, PeerProcess torch)
    {
        int ourCount = WarmUp(ours, request, options.Seconds);
        int torchCount = WarmUp(torch, request, options.Seconds);
        Console.WriteLine($"\n| {title}: pair | IlgpuCnn, images/s | libtorch, images/s | ratio |");
        Console.WriteLine("| --- | --- | --- | --- |");
        List<double> ratios = [];
        double idle = 0;
        for (int pair = 1; pair <= options.Pairs; pair++)
        {
            double ourRate = Turn(ours, torch, request, ourCount, images, ref idle);
            double torchRate = Turn(torch, ours, request, torchCount, images, ref idle);
            ratios.Add(ourRate / torchRate);
            Console.WriteLine($"| {pair} | {ourRate:0} | {torchRate:0} | {ratios[^1]:0.000} |");
        }

        ratios.Sort();
        Console.WriteLine($"\n{title} ratio (over 1: IlgpuCnn is faster): min {ratios[0]:0.000}, "
            + $"median {Median(ratios):0.000}, max {ratios[^1]:0.000}. The side that waited used at most "
            + $"{idle * 100:0.0} % of a core.");
    }

    // How often the request's unit fits into a turn, from a turn that is not counted: it compiles and allocates.
    private static int WarmUp(PeerProcess side, string request, double seconds)
    {
        int count = Count(side.Ask($"{request} 3")[0] / 3, seconds);
        return Count(side.Ask($"{request} {count}")[0] / count, seconds);
    }

    private static int Count(double unit, double seconds) => (int)Math.Clamp(Math.Round(seconds / unit), 1, 1e6);

    private static double Turn(
        PeerProcess side, PeerProcess waiting, string request, int count, int images, ref double idle)
    {
        // Threads that spin after their work, before they sleep, get the time to.
        Thread.Sleep(100);
        double before = waiting.ProcessorSeconds;
        double seconds = side.Ask($"{request} {count}")[0];
        idle = Math.Max(idle, (waiting.ProcessorSeconds - before) / seconds);
        return (double)count * images / seconds;
    }

    private static double Median(List<double> sorted) =>
        (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':', 2)[1].Trim() ?? "unknown processor"
        : "unknown processor";
}
