using IlgpuCnn.Network.Runs;

namespace IlgpuCnn.Cli.Commands;

/// <summary>The options that say what a run replays and evaluates.</summary>
internal static class RunOptions
{
    /// <param name="defaults">What the command starts from, for help; null for the record's own defaults.</param>
    /// <param name="evaluations">How often it evaluates by itself, for help.</param>
    public static ConfigOptions<RunConfig> Create(RunConfig? defaults = null, string evaluations = "an epoch")
    {
        RunConfig initial = defaults ?? new RunConfig();
        return new ConfigOptions<RunConfig>()
            .Add(
                "--lr-replay", "Run's folder or trace.csv whose learning rates to use, step by step",
                initial.ReplayLearningRate, (r, v) => r with { ReplayLearningRate = v })
            .Add(
                "--evaluate-every", $"Steps between evaluations; default: {evaluations}", initial.EvaluateEvery,
                (r, v) => r with { EvaluateEvery = v })
            .Add(
                "--trace-test", "Also report the test set at every evaluation; nothing is chosen by it",
                initial.TraceTest, (r, v) => r with { TraceTest = v })
            .Add(
                "--evaluate-train", "Also evaluate the training images at the end", initial.EvaluateTrain,
                (r, v) => r with { EvaluateTrain = v });
    }
}
