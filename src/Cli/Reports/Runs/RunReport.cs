using System.Globalization;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training;
using Spectre.Console;

namespace IlgpuCnn.Cli.Reports.Runs;

/// <summary>
/// Shows a training run: a live bar on a terminal, plain lines where output goes to a file or a pipe.
/// </summary>
internal static class RunReport
{
    /// <summary>Runs with an observer that suits the output.</summary>
    public static RunResult Watch(Func<IRunObserver, RunResult> run) =>
        AnsiConsole.Profile.Out.IsTerminal && !Console.IsOutputRedirected
            ? LiveRunObserver.Watch(run)
            : run(new PlainRunObserver());

    /// <summary>The lines before the first step.</summary>
    public static IEnumerable<string> Opening(TrainingRun run)
    {
        yield return $"device      {run.Network.Device}";
        yield return $"data        {run.Data.Name}: {run.Data.Train.Count:N0} training, "
            + $"{run.Data.Validation?.Count ?? 0:N0} validation, {run.Data.Test.Count:N0} test images, "
            + $"{run.Data.Train.ClassNames.Length} classes";
        yield return $"network     {run.Network.Name}: {run.Network.Parameters.Count:N0} parameters, "
            + $"input {run.Network.Input}";
        if (run.Ordering != "standard")
            yield return $"curriculum  {run.Ordering}";
        yield return $"run         {run.Folder}: {Plural.Of(run.Steps, "step")}, {run.StepsPerEpoch:N0} an epoch";
    }

    /// <summary>A line on standard output.</summary>
    public static void PrintLine(string line) => Console.WriteLine(line);

    /// <summary>Says what the run can't show or learn, on standard error.</summary>
    public static void Warn(TrainingRun run, ScoreTable? scores)
    {
        foreach (string warning in (string[])[.. run.Warnings, .. scores is null ? [] : ScoreSource.Warnings(scores)])
            Console.Error.WriteLine($"Warning: {Invocation.WithOptions(warning)}");
    }

    /// <summary>Where a run stands, in a line.</summary>
    public static string Line(in RunProgress p) => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {p.Epoch,6:0.00}  step {p.Step,6}/{p.Steps}  loss {p.Loss,7:0.0000}  accuracy {p.Accuracy,7:P2}  "
        + $"lr {p.LearningRate:G3}  {p.ImagesPerSecond,5:0} images/s  {Clock(p.TimeLeft)} left");

    /// <summary>An evaluation, in a line.</summary>
    public static string Line(in RunEvaluation e)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"epoch {e.Epoch,6:0.00}  step {e.Step,6}");
        if (e.Validation is { } validation)
            text += "  validation " + Text(validation);
        if (e.Test is { } test)
            text += "  test " + Text(test);
        return text;
    }

    /// <summary>The lines after the last step.</summary>
    public static void Print(RunResult result)
    {
        string ending = result.Cancelled ? "interrupted" : "finished";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{ending} after {Plural.Of(result.Step, "step")} in {Clock(result.Elapsed)} at {result.ImagesPerSecond:0} images/s"));
        if (result.Train is { } train)
            Console.WriteLine($"training    {Text(train)}");
        if (result.Validation is { } validation)
            Console.WriteLine($"validation  {Text(validation)}");
        if (result.Test is { } test)
            Console.WriteLine($"test        {Text(test)}");
        Console.WriteLine($"saved       {result.Folder}");
    }

    /// <summary>Loss and accuracy, as people read them.</summary>
    public static string Text(in Evaluation e) =>
        string.Create(CultureInfo.InvariantCulture, $"loss {e.Loss:0.0000}  accuracy {e.Accuracy:P2}");

    private static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}")
        : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
