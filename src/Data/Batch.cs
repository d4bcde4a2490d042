using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data;

/// <summary>Room on the device for one batch, drawn in one launch. Owns the buffers.</summary>
public sealed class Batch : IDisposable
{
    private readonly BatchLoader loader;
    private readonly BatchShape shape;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> x;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> labels;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> indices;

    /// <summary>For up to <paramref name="maxBatch"/> images of one size.</summary>
    public Batch(ComputeDevice device, int maxBatch, int height, int width, int channels)
    {
        loader = new BatchLoader(device);
        shape = BatchShape.Create(maxBatch, height, width, channels);
        x = device.Allocate<float>(shape.Length);
        labels = device.Allocate<int>(maxBatch);
        indices = device.Allocate<int>(maxBatch);
    }

    /// <summary>The images, normalised (N, H, W, C).</summary>
    public Floats X => x.View;

    /// <summary>The class of each image.</summary>
    public Ints Labels => labels.View;

    /// <summary>Where each image stands in its set.</summary>
    public Ints Indices => indices.View;

    /// <summary>Gathers, augments and normalises <paramref name="n"/> images.</summary>
    public void Draw(DeviceImages images, int n, in BatchDraw draw, in Augmentation augmentation) => loader.Load(
        shape with { N = n }, draw, augmentation, images.Source, x.View, labels.View, indices.View);

    /// <inheritdoc/>
    public void Dispose()
    {
        x.Dispose();
        labels.Dispose();
        indices.Dispose();
    }
}
