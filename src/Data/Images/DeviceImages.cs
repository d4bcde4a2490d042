using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Data.Images;

/// <summary>
/// A whole set of images on the device, as bytes, with labels and the order in which they become visible. Owns the
/// buffers.
/// </summary>
public sealed class DeviceImages : IDisposable
{
    private readonly ComputeDevice device;
    private readonly MemoryBuffer1D<byte, Stride1D.Dense> pixels;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> labels;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> order;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> meanLuma;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> mean;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> deviation;

    /// <summary>
    /// Copies a set to the device, to be normalised by the given mean and deviation a channel, in [0, 1].
    /// </summary>
    /// <exception cref="InputException">The set's parts don't belong together: see <see cref="ImageSet.Check"/>.</exception>
    public DeviceImages(ComputeDevice device, ImageSet images, float[] mean, float[] deviation)
    {
        images.Check();
        this.device = device;
        Height = images.Height;
        Width = images.Width;
        Channels = images.Channels;
        Count = images.Count;
        pixels = DevicePixels.Allocate(device, images);
        labels = device.Allocate(images.Labels);
        order = device.Allocate([.. Enumerable.Range(0, images.Count)]);
        meanLuma = device.Allocate<float>(images.Count);
        this.mean = device.Allocate(mean);
        this.deviation = device.Allocate(deviation);
        if (Channels is 1 or 3)
            new BatchLoader(device).MeanLuma(Count, Height * Width, Channels, pixels.View, meanLuma.View);
    }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Columns of an image.</summary>
    public int Width { get; }

    /// <summary>Channels of an image.</summary>
    public int Channels { get; }

    /// <summary>Number of images.</summary>
    public int Count { get; }

    /// <summary>What batches are drawn from.</summary>
    public BatchSource Source => new(pixels.View, labels.View, order.View, meanLuma.View, mean.View, deviation.View);

    /// <summary>Bytes that a set takes on a device.</summary>
    public static long BytesOf(ImageSet images) =>
        images.Pixels.Length + (images.Count * (2L * sizeof(int) + sizeof(float))) + (2L * images.Channels * sizeof(float));

    /// <summary>
    /// Puts the images into another order: batches are drawn from its prefixes. At first they stand as in the set.
    /// </summary>
    /// <exception cref="ArgumentException">It is not one index an image.</exception>
    public void SetOrder(int[] indices)
    {
        if (indices.Length != Count)
            throw new ArgumentException($"An order of {indices.Length} images for {Count}.", nameof(indices));
        order.View.CopyFromCPU(device.Stream, indices);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        pixels.Dispose();
        labels.Dispose();
        order.Dispose();
        meanLuma.Dispose();
        mean.Dispose();
        deviation.Dispose();
    }
}
