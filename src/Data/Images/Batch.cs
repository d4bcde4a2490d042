using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Data.Images;

/// <summary>One batch on the device, drawn in one launch into memory that is another's.</summary>
/// <param name="device">Where it is.</param>
/// <param name="shape">Extents of the largest batch.</param>
/// <param name="x">Room for its images.</param>
/// <param name="labels">Room for their labels.</param>
/// <param name="indices">Room for their places in the set.</param>
public sealed class Batch(ComputeDevice device, BatchShape shape, Floats x, Ints labels, Ints indices)
{
    private readonly BatchLoader loader = new(device);

    /// <summary>The images, normalised (N, H, W, C).</summary>
    public Floats X => x;

    /// <summary>The class of each image.</summary>
    public Ints Labels => labels;

    /// <summary>Where each image stands in its set.</summary>
    public Ints Indices => indices;

    /// <summary>
    /// Gathers, augments and normalises <paramref name="n"/> images: those that the first element of
    /// <paramref name="draw"/> names, once the device comes to it.
    /// </summary>
    public void Draw(DeviceImages images, int n, ArrayView<BatchSelection> draw, in Augmentation augmentation) =>
        loader.Load(
        shape with { N = n }, draw, augmentation, images.Source, x, labels, indices);
}
