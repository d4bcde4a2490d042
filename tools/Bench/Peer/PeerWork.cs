using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Shapes;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Network.Checkpoints;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Bench.Peer;

/// <summary>
/// Makes the task of a comparison: images of the data set shapes, weights, and the order of the images.
/// </summary>
internal static class PeerWork
{
    private const int TrainBatches = 40;
    public const int TestBatches = 20;
    private const int Epochs = 10;
    private const ulong Seed = 1;

    /// <summary>Writes a task to a folder.</summary>
    public static PeerSettings Write(string folder, PeerOptions options)
    {
        // Never fewer than shapes needs; the rest is left out below.
        ShapesDataset shapes = new(
            Math.Max(TrainBatches * options.BatchSize, 100), Math.Max(TestBatches * options.BatchSize, 100));
        ImageData splits = new DataConfig { Source = shapes }.Load();
        ChannelStatistics statistics = ChannelStatistics.Of(splits.Train);
        PeerSettings settings = Settings(options, splits.Train.Channels, statistics);
        PeerImages train = Images(splits.Train, TrainBatches * options.BatchSize, options);
        PeerImages test = Images(splits.Test, TestBatches * options.BatchSize, options);
        new PeerTask(settings, train, test, Indices(settings, train.Labels.Length)).Save(folder);

        using ComputeDevice device = DeviceCatalog.OpenCpu();
        Model model = Model.Catalog.Parse(settings.Model).Value;
        ImageShape input = new(settings.Height, settings.Width, settings.Channels);
        using Sequential network = model.Build(device, input, settings.Classes, NetworkUse.Evaluation(1));
        Initializations.Apply(network, model.DefaultInitialization, Seed);
        CheckpointInfo info = new(
            settings.Model, input, network.Architecture.LayerTexts,
            [.. Enumerable.Range(0, settings.Classes).Select(label => $"{label}")],
            settings.Mean, settings.Deviation, 0, Data: null);
        Checkpoint.Save(PeerTask.WeightsFile(folder), network, info);
        return settings;
    }

    // small-mammals has the optimizer of its recipe in docs/results.
    private static PeerSettings Settings(PeerOptions options, int channels, ChannelStatistics statistics)
    {
        (string optimizer, double learningRate, double weightDecay) =
            options.Model == "small-mammals" ? ("sgd", 0.035, 0.01) : ("adam", 1e-3, 0.0);
        return new PeerSettings(
            options.Model, options.Classes, options.BatchSize, options.Threads, optimizer, learningRate, weightDecay,
            Seed, statistics.Mean, statistics.Deviation, options.Input, options.Input, channels);
    }

    private static PeerImages Images(ImageSet images, int count, PeerOptions options)
    {
        byte[] pixels = new byte[(long)count * options.Input * options.Input * images.Channels];
        int length = pixels.Length / count;
        for (int i = 0; i < count; i++)
            Resize(images, i, options.Input, pixels.AsSpan(i * length, length));
        return new PeerImages(pixels, [.. images.Labels.Take(count).Select(label => label % options.Classes)]);
    }

    // Each pixel is that of the place in the image that was drawn: speed does not depend on what images show.
    private static void Resize(ImageSet images, int index, int side, Span<byte> resized)
    {
        ReadOnlySpan<byte> image = images.Image(index);
        int channels = images.Channels;
        for (int p = 0; p < side * side; p++)
        {
            int from = (p / side * images.Height / side * images.Width) + (p % side * images.Width / side);
            image.Slice(from * channels, channels).CopyTo(resized[(p * channels)..]);
        }
    }

    private static int[] Indices(PeerSettings settings, int images)
    {
        TrainingRecipe recipe = OurPeer.Recipe(settings);
        List<int> indices = [];
        for (int step = 0; step < Epochs * TrainBatches; step++)
        {
            BatchSelection draw = OurPeer.Draw(recipe, images, step);
            for (int k = 0; k < settings.BatchSize; k++)
                indices.Add(Permutation.At(draw.Key, draw.Visible, draw.Position + k));
        }

        return [.. indices];
    }
}
