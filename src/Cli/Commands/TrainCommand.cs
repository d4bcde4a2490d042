using System.CommandLine;
using IlgpuCnn.Cli.Reports.Predictions;
using IlgpuCnn.Cli.Reports.Runs;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>train</c>: one training run into a folder of its own.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        Command command = new("train", "Train a network; with no options, 'seed' on the generated data set 'shapes'.");
        ConfigOptions<DataConfig> data = DataOptions.Create();
        ConfigOptions<TrainingRecipe> training = TrainingOptions.Create();
        ConfigOptions<RunConfig> options = RunOptions.Create();
        ConfigOptions<CurriculumConfig> curriculum = CurriculumOptions.Create();
        DeviceOptions devices = new();
        Option<string?> config = new("--config")
        {
            Description = "config.json of an earlier run, or its folder: repeats that run; other options change it",
        };
        Option<string> output = new("--output")
        {
            Description = "Folder that run folders are made in",
            DefaultValueFactory = _ => "runs",
        };
        Option<string?> name = new("--name")
        {
            Description = "Name of the run, behind the time in its folder's name; default: model and data set",
        };
        Option<bool> dryRun = new("--dry-run")
        {
            Description = "Print what the run would allocate on the device and what each layer costs, and end: nothing is trained or written",
        };
        data.AddTo(command);
        training.AddTo(command);
        options.AddTo(command);
        curriculum.AddTo(command);
        devices.AddTo(command);
        command.Options.Add(config);
        command.Options.Add(output);
        command.Options.Add(name);
        command.Options.Add(dryRun);
        command.SetAction(parsed =>
        {
            string? repeated = parsed.GetValue(config);
            RunConfig start = repeated is null ? new RunConfig() : RunConfig.Load(repeated);
            RunConfig asked = options.Apply(parsed, start) with
            {
                Data = data.Apply(parsed, start.Data),
                Training = training.Apply(parsed, start.Training),
                Curriculum = curriculum.Apply(parsed, start.Curriculum),
            };
            asked.Check();
            CurriculumOptions.RequireEffect(parsed, asked.Curriculum);
            if (repeated is not null && !parsed.Gives("--score"))
                RunFolder.Of(repeated).RequireSameScores(asked.Curriculum);
            using ComputeDevice device = devices.Open(parsed);
            ImageData splits = LoadedData.Of(parsed, asked.Data);
            if (repeated is not null && !data.AnyGiven(parsed))
                RunFolder.Of(repeated).RequireSameClasses(splits.Train.ClassNames);
            if (parsed.GetValue(dryRun))
            {
                PrintMemory(device, asked, splits);
                return 0;
            }

            using Interruption interruption = new();
            ScoreTable? scores = ScoreSource.Find(asked.Curriculum, () => new ScoringContext(
                device, splits.Train, ScoringContext.RecipeFor(asked.Training), RunReport.PrintLine,
                interruption.Token));
            RunFolder MakeFolder() => RunFolder.Create(
                parsed.GetValue(output)!, parsed.GetValue(name) ?? $"{asked.Training.Model.Name}-{splits.Name}");
            using TrainingRun run = new(device, asked, splits, scores, MakeFolder) { KeepProbabilities = true };
            RunReport.Warn(run, scores);
            RunResult result = RunReport.Watch(observer => run.Run(observer, interruption.Token));
            RunReport.Print(result);
            WritePredictions(run, result);
            return result.Cancelled ? Invocation.Interrupted : 0;
        });
        return command;
    }

    private static void WritePredictions(TrainingRun run, RunResult result)
    {
        if (result is not { Test: { } test, Probabilities: { } probabilities })
            return;
        EvaluationPage.Write(result.Folder, EvaluatedSplit.Of(
            $"{run.Network.Name} after {result.Step} steps", $"{run.Data.Name}, test", run.Data.Test, test.Loss,
            probabilities));
    }

    // What a run would refuse is refused; what can't fit is said after the table that shows why.
    private static void PrintMemory(ComputeDevice device, RunConfig config, ImageData data)
    {
        RunLearningRates.Of(config, data.Train.Count);
        RunMemory memory = RunMemory.Of(device, config.Training, data);
        Report allocated = MemoryReport.Of(device, config.Training, data, memory);
        Report costs = NetworkCostReport.Of(device, config.Training, data.Train);
        TerminalWriter.Print(new Report("", [.. allocated.Blocks, .. costs.Blocks]));
        memory.RequireFits($"{device}", device.MemoryBytes);
    }
}
