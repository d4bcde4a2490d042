using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Cli.Reports.Runs;

/// <summary>
/// Shows a training run: a live bar on a terminal, plain lines where output goes to a file or a pipe.
/// </summary>
internal static class RunReport
{
    /// <summary>Runs with an observer that suits the output.</summary>
    public static RunResult Watch(Func<IRunObserver, RunResult> run) =>
        TerminalWriter.IsTerminal ? LiveRunObserver.Watch(run) : run(new PlainRunObserver());

    /// <summary>What is known before the first step.</summary>
    public static ReportFacts Opening(TrainingRun run)
    {
        string parameters = NumberText.Count(run.Network.Parameters.Count);
        string steps = $"{Plural.Of(run.Steps, "step")}, {NumberText.Count(run.StepsPerEpoch)} an epoch";
        return new ReportFacts(
        [
            new("device", $"{run.Network.Device}"),
            new("data", $"{run.Data.Name}: {Sizes(run.Data)}, {run.Data.Train.ClassNames.Length} classes"),
            new("network", $"{run.Network.Name}: {parameters} parameters, input {run.Network.Input}"),
            .. run.Ordering == "standard" ? (ReportFact[])[] : [new("curriculum", run.Ordering)],
            new("run", $"{run.Folder}: {steps}"),
        ]);
    }

    /// <summary>How many images each split has.</summary>
    public static string Sizes(ImageData data) =>
        $"{NumberText.Count(data.Train.Count)} training, {NumberText.Count(data.Validation?.Count ?? 0)} validation, "
        + $"{NumberText.Count(data.Test.Count)} test images";

    /// <summary>A line on standard output.</summary>
    public static void PrintLine(string line) => Console.WriteLine(line);

    /// <summary>Says what the run can't show or learn, on standard error.</summary>
    public static void Warn(TrainingRun run, ScoreTable? scores)
    {
        foreach (string warning in (string[])[.. run.Warnings, .. scores is null ? [] : ScoreSource.Warnings(scores)])
            Console.Error.WriteLine($"Warning: {Invocation.WithOptions(warning)}");
    }

    /// <summary>Where a run stands, in a line.</summary>
    public static string Line(in RunProgress p) =>
        $"epoch {NumberText.Decimals(p.Epoch, 2),6}  step {p.Step,6}/{p.Steps}  "
        + $"loss {NumberText.Decimals(p.Loss, 4),7}  accuracy {NumberText.Percent(p.Accuracy),5} %  "
        + $"lr {NumberText.Significant(p.LearningRate, 3)}  {NumberText.Decimals(p.ImagesPerSecond, 0),5} images/s  "
        + $"{NumberText.Clock(p.TimeLeft)} left";

    /// <summary>An evaluation, in a line.</summary>
    public static string Line(in RunEvaluation e)
    {
        string text = $"epoch {NumberText.Decimals(e.Epoch, 2),6}  step {e.Step,6}";
        if (e.Validation is { } validation)
            text += "  validation " + Text(validation);
        if (e.Test is { } test)
            text += "  test " + Text(test);
        return text;
    }

    /// <summary>Prints what is known after the last step.</summary>
    public static void Print(RunResult result)
    {
        string ending = result.Cancelled ? "interrupted" : "finished";
        PrintLine(
            $"{ending} after {Plural.Of(result.Step, "step")} in {NumberText.Clock(result.Elapsed)} at "
            + $"{NumberText.Decimals(result.ImagesPerSecond, 0)} images/s");
        TerminalWriter.Print(
        [
            .. Evaluated("training", result.Train), .. Evaluated("validation", result.Validation),
            .. Evaluated("test", result.Test), new ReportFact("saved", result.Folder),
        ]);
    }

    /// <summary>Loss and accuracy, as people read them.</summary>
    public static string Text(in Evaluation e) =>
        $"loss {NumberText.Decimals(e.Loss, 4)}  accuracy {NumberText.Percent(e.Accuracy)} %";

    private static IEnumerable<ReportFact> Evaluated(string split, Evaluation? evaluation) =>
        evaluation is { } known ? [new ReportFact(split, Text(known))] : [];
}
