using System.CommandLine;
using IlgpuCnn.Cli.Reports.Predictions;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Datasets.Files;
using IlgpuCnn.Data.ImageFiles;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Checkpoints;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>predict</c>: what a network takes images for, prepared as those that it was trained on.</summary>
internal static class PredictCommand
{
    private const int BatchSize = 256;

    public static Command Create()
    {
        Command command = new("predict", "Tell the classes of image files by a trained network, with probabilities.");
        Argument<string[]> files = new("files")
        {
            Description = "Image files, folders of them, or patterns such as \"photos/**/*.jpg\"",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> checkpoint = new("--checkpoint")
        {
            Description = "model.safetensors of a run, or the run's folder",
            Required = true,
        };
        Option<int> top = new("--top") { Description = "Classes of each image, the likeliest first", DefaultValueFactory = _ => 3 };
        Option<string> format = new("--format")
        {
            Description = $"Form of the result: {string.Join(", ", PredictionText.Formats.Keys)}",
            DefaultValueFactory = _ => PredictionText.Table,
        };
        Option<string?> output = new("--output") { Description = "File to write to, in place of the terminal" };
        DeviceOptions devices = new(trains: false);
        command.Arguments.Add(files);
        foreach (Option option in (Option[])[checkpoint, top, format, output])
            command.Options.Add(option);
        devices.AddTo(command);
        command.SetAction(parsed =>
        {
            Func<IReadOnlyList<Prediction>, string> write =
                KnownNames.Find("format", parsed.GetValue(format)!, PredictionText.Formats);
            if (parsed.GetValue(top) < 1)
                throw new InputException($"--top is {parsed.GetValue(top)}; it must be at least 1.");
            Checkpoint loaded = Checkpoint.Load(parsed.GetValue(checkpoint)!);
            IReadOnlyList<string> named = GivenFiles.Of(parsed.GetValue(files)!);
            using ComputeDevice device = devices.Open(parsed);
            using Interruption interruption = new();
            Prediction[] predictions = [.. Predict(device, loaded, named, parsed.GetValue(top), interruption.Token)];
            string text = write(predictions);
            if (parsed.GetValue(output) is { } path)
                ReportFile.Write(path, text);
            else
                Console.Out.Write(text);
            string[] faults = [.. predictions.Select(prediction => prediction.Fault).OfType<string>()];
            foreach (string fault in faults)
                Console.Error.WriteLine(Invocation.WithOptions(fault));
            return faults.Length > 0 ? 1 : 0;
        });
        return command;
    }

    private static IEnumerable<Prediction> Predict(
        ComputeDevice device, Checkpoint checkpoint, IReadOnlyList<string> files, int top, CancellationToken cancellation)
    {
        (ImagePreparation preparation, ImageLimits limits) = PreparationOf(checkpoint);
        ImageReader reader = new(limits);
        using Sequential network = checkpoint.Build(device, NetworkUse.Evaluation(BatchSize));
        using Evaluator evaluator = new(network, BatchSize);
        foreach (string[] part in files.Chunk(BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            (PreparedImage? Image, string? Fault)[] read = new (PreparedImage?, string?)[part.Length];
            Parallel.For(0, part.Length, i => read[i] = Read(reader, part[i], preparation, checkpoint.Info.Input));
            float[] probabilities = Probabilities(evaluator, device, checkpoint.Info, [.. read.Select(one => one.Image).OfType<PreparedImage>()]);
            int classes = checkpoint.Info.ClassNames.Length;
            int row = 0;
            for (int i = 0; i < part.Length; i++)
            {
                yield return read[i].Image is null
                    ? new Prediction(part[i], [], read[i].Fault)
                    : Prediction.Of(
                        part[i], checkpoint.Info.ClassNames, probabilities.AsSpan(row++ * classes, classes).ToArray(), top);
            }
        }
    }

    private static float[] Probabilities(
        Evaluator evaluator, ComputeDevice device, CheckpointInfo info, PreparedImage[] images)
    {
        if (images.Length == 0)
            return [];
        byte[] pixels = new byte[images.Length * info.Input.Length];
        for (int i = 0; i < images.Length; i++)
            images[i].Pixels.CopyTo(pixels, i * info.Input.Length);
        ImageSet set = new(
            info.Input.H, info.Input.W, info.Input.C, pixels, new int[images.Length], info.ClassNames);
        using DeviceImages onDevice = new(device, set, info.Mean, info.Deviation);
        return evaluator.Probabilities(onDevice);
    }

    private static (PreparedImage? Image, string? Fault) Read(
        ImageReader reader, string file, ImagePreparation preparation, ImageShape input)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true } info && info.Length > reader.MaxBytes)
                return (null, $"'{file}' has {info.Length} bytes, and {reader.MaxBytes} are read at most: make it smaller.");
            PreparedImage image = reader.Read(File.ReadAllBytes(file), file, preparation);
            return new ImageShape(image.Height, image.Width, image.Channels) == input
                ? (image, null)
                : (null, $"'{file}' has {image.Width}x{image.Height} pixels, and the network takes {input.W}x{input.H}: scale it.");
        }
        catch (InputException e)
        {
            return (null, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"'{file}' can't be read: {e.Message}");
        }
    }

    // A network that was trained on no files has nothing to say of them but the size.
    private static (ImagePreparation Preparation, ImageLimits Limits) PreparationOf(Checkpoint checkpoint)
    {
        if (checkpoint.TrainedOn()?.Source.Value is ImageFilesDataset files)
            return (files.Prepare, files.Limits);
        ImageShape input = checkpoint.Info.Input;
        ImagePreparation preparation = ImagePreparation.Default with
        {
            Resize = new ImageSize(input.W, input.H),
            Channels = input.C,
        };
        Console.Error.WriteLine($"The network was not trained on image files: they are prepared by {preparation}.");
        return (preparation, ImageLimits.Default);
    }
}
