using System.CommandLine;
using IlgpuCnn.Cli.Reports.Predictions;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Checkpoints;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>eval</c>: what a checkpoint gets right and wrong on a set of images.</summary>
internal static class EvalCommand
{
    private const int BatchSize = 256;

    private static readonly Dictionary<string, Func<ImageData, ImageSet?>> Splits = new()
    {
        ["test"] = data => data.Test,
        ["validation"] = data => data.Validation,
        ["train"] = data => data.Train,
    };

    public static Command Create()
    {
        Command command = new("eval", "Evaluate a checkpoint; without data options, on the data it was trained on.");
        Option<string> checkpoint = new("--checkpoint")
        {
            Description = "model.safetensors of a run, or the run's folder",
            Required = true,
        };
        Option<string> split = new("--split")
        {
            Description = $"Which images: {string.Join(", ", Splits.Keys)}",
            DefaultValueFactory = _ => "test",
        };
        Option<string?> output = new("--output")
        {
            Description = "Folder for report.html, confusion.csv, classes.csv and predictions.csv; default: none is written",
        };
        ConfigOptions<DataConfig> data = DataOptions.Create();
        DeviceOptions devices = new(trains: false);
        command.Options.Add(checkpoint);
        command.Options.Add(split);
        command.Options.Add(output);
        data.AddTo(command);
        devices.AddTo(command);
        command.SetAction(parsed =>
        {
            Func<ImageData, ImageSet?> choose = KnownNames.Find("split", parsed.GetValue(split)!, Splits);
            Checkpoint loaded = Checkpoint.Load(parsed.GetValue(checkpoint)!);
            DataConfig? trainedOn = loaded.TrainedOn();
            if (trainedOn is null && !parsed.Gives("--data"))
                throw new InputException("The checkpoint does not name the data that it was trained on: give --data.");
            ImageData splits = LoadedData.Of(parsed, data.Apply(parsed, trainedOn ?? new DataConfig()));
            ImageSet images = choose(splits)
                ?? throw new InputException($"There is no {parsed.GetValue(split)} split: give --validation a share.");
            images = loaded.Renumbered(images);
            using ComputeDevice device = devices.Open(parsed);
            using Sequential network = loaded.Build(device, NetworkUse.Evaluation(BatchSize));
            using DeviceImages onDevice = new(device, images, loaded.Info.Mean, loaded.Info.Deviation);
            using Evaluator evaluator = new(network, BatchSize);
            Evaluation evaluation = evaluator.Evaluate(onDevice, out float[] probabilities);
            Report(parsed.GetValue(output), EvaluatedSplit.Of(
                $"{loaded.Info.Model} after {loaded.Info.Step} steps", $"{splits.Name}, {parsed.GetValue(split)}", images,
                evaluation.Loss, probabilities));
        });
        return command;
    }

    private static void Report(string? folder, EvaluatedSplit split)
    {
        TerminalWriter.Print([EvaluationTables.Summary(split), .. EvaluationTables.Of(split)]);
        if (folder is null)
            return;
        EvaluationPage.Write(folder, split);
        EvaluationPage.WritePredictions(folder, split);
        Console.WriteLine();
        TerminalWriter.Print(new ReportFact("saved", folder));
    }
}
