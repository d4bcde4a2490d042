using System.Runtime.InteropServices;
using System.Text.Json;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Bench.Peer;

/// <summary>What both sides of the comparison do, apart from the images.</summary>
/// <param name="Model">Name in our registry.</param>
/// <param name="Classes">Number of logits.</param>
/// <param name="BatchSize">Images of a step, in training and in evaluation.</param>
/// <param name="Threads">Threads that each side computes on.</param>
/// <param name="Optimizer">adam or sgd, without momentum.</param>
/// <param name="LearningRate">The same in every step.</param>
/// <param name="WeightDecay">λ of the L2 term, over weights and not over biases.</param>
/// <param name="Seed">Key of the images, the initial weights and the order of the images.</param>
/// <param name="Mean">Per channel, of pixels in [0, 1]: what is subtracted.</param>
/// <param name="Deviation">Per channel: what is divided by.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Channels">Channels of an image.</param>
internal sealed record PeerSettings(
    string Model, int Classes, int BatchSize, int Threads, string Optimizer, double LearningRate, double WeightDecay,
    ulong Seed, float[] Mean, float[] Deviation, int Height, int Width, int Channels)
{
    /// <summary>
    /// The learning rate of the steps that are compared loss by loss. Adam's is a tenth: at the whole rate rounding
    /// alone grows to 6e-3 of the loss of seed-wide in 15 steps (libtorch in one memory layout against libtorch in the
    /// other), which would hide what the check is for. Of vgg-gap, which is twice as deep, it is a hundredth.
    /// </summary>
    public double CheckedLearningRate() => (Optimizer, Model) switch
    {
        ("adam", "vgg-gap") => LearningRate / 100,
        ("adam", _) => LearningRate / 10,
        _ => LearningRate,
    };
}

/// <summary>Labelled images as bytes (N, H, W, C).</summary>
internal sealed record PeerImages(byte[] Pixels, int[] Labels);

/// <summary>
/// What both sides read from disk: settings, images, and which images each step takes. The initial weights lie beside
/// it, in <see cref="WeightsFile"/>.
/// </summary>
/// <param name="Settings">All but the images.</param>
/// <param name="Train">A whole number of batches.</param>
/// <param name="Test">For evaluation, in order.</param>
/// <param name="Indices">
/// Places in <paramref name="Train"/>, batch after batch; after the last step the first comes again.
/// </param>
internal sealed record PeerTask(PeerSettings Settings, PeerImages Train, PeerImages Test, int[] Indices)
{
    /// <summary>Steps that are compared loss by loss.</summary>
    public const int CheckedSteps = 20;

    private const string TaskFile = "task.bin";

    /// <summary>Where a task's initial weights lie.</summary>
    public static string WeightsFile(string folder) => Path.Combine(folder, "weights.safetensors");

    /// <summary>Writes all but the weights.</summary>
    public void Save(string folder)
    {
        using BinaryWriter writer = new(File.Create(Path.Combine(folder, TaskFile)));
        writer.Write(JsonSerializer.Serialize(Settings));
        Write(writer, Train);
        Write(writer, Test);
        Write<int>(writer, Indices);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InputException">The file can't be read.</exception>
    public static PeerTask Load(string folder)
    {
        try
        {
            using BinaryReader reader = new(File.OpenRead(Path.Combine(folder, TaskFile)));
            PeerSettings settings = JsonSerializer.Deserialize<PeerSettings>(reader.ReadString())!;
            return new PeerTask(settings, ReadImages(reader), ReadImages(reader), Read<int>(reader));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InputException($"Can't read the task in '{folder}': {e.Message} Run peer again.", e);
        }
    }

    private static void Write(BinaryWriter writer, PeerImages images)
    {
        Write<byte>(writer, images.Pixels);
        Write<int>(writer, images.Labels);
    }

    private static void Write<T>(BinaryWriter writer, T[] values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes<T>(values));
    }

    private static PeerImages ReadImages(BinaryReader reader) => new(Read<byte>(reader), Read<int>(reader));

    private static T[] Read<T>(BinaryReader reader)
        where T : unmanaged
    {
        T[] values = new T[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
