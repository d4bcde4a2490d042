using System.CommandLine;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>profile</c>: some warm training steps, for a profiler to look at.</summary>
internal static class ProfileCommand
{
    private const int DefaultSteps = 20;

    public static Command Create()
    {
        Command command = new(
            "profile",
            "Take some warm training steps for a profiler to look at, with ranges and source lines; prints their speed.");
        ConfigOptions<DataConfig> data = DataOptions.Create();
        ConfigOptions<TrainingRecipe> training = TrainingOptions.Create();
        DeviceOptions devices = new();
        Option<int> warmUp = new("--warm-up")
        {
            Description = "Steps before the ones that count; two are taken at least",
            DefaultValueFactory = _ => 20,
        };
        Option<bool> noLines = new("--no-source-lines")
        {
            Description = "Leave the lines of the C# source out of kernels on CUDA, which load faster so",
        };
        data.AddTo(command);
        training.AddTo(command);
        devices.AddTo(command);
        command.Options.Add(warmUp);
        command.Options.Add(noLines);
        command.SetAction(parsed =>
        {
            TrainingRecipe recipe = training.Apply(parsed, new TrainingRecipe());
            recipe.Check();
            int warm = parsed.GetValue(warmUp);
            long asked = recipe.Steps ?? DefaultSteps;
            int steps = asked <= int.MaxValue
                ? (int)asked
                : throw new InputException($"--steps is {asked}; a profile takes at most {int.MaxValue}.");
            if (warm < 0)
                throw new InputException($"The number of warm-up steps is {warm}; it must be 0 or more.");
            using ComputeDevice device =
                parsed.GetValue(noLines) ? devices.Open(parsed) : devices.OpenForProfiler(parsed);
            ImageSet images = LoadedData.Of(parsed, data.Apply(parsed, new DataConfig())).Train;
            (double seconds, long seen) = ProfiledSteps.Run(device, recipe, images, warm, steps);
            string batches = $"batches of {Math.Min(recipe.BatchSize, images.Count)}";
            TerminalWriter.Print(
                new ReportFact("device", $"{device}"),
                new ReportFact("model", $"{recipe.Model}, {recipe.Optimizer}, {batches}, {recipe.Augmentation}"),
                new ReportFact("steps", $"{steps} after {Math.Max(2, warm)} to warm up"),
                new ReportFact("step", $"{NumberText.Decimals(seconds / steps * 1e3, 3)} ms"),
                new ReportFact("speed", $"{NumberText.Decimals(seen / seconds, 0)} images/s"));
            return 0;
        });
        return command;
    }
}
