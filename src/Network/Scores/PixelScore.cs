using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// A score of an image's bytes as they are stored: no augmentation, no normalisation and no model is involved. The
/// images go to the device in one piece, or in few where they are many, and each piece is one launch.
/// </summary>
public abstract class PixelScore : ScoringFunction
{
    /// <summary>Most bytes of images that are laid on the device at once.</summary>
    public int MostBytes { get; init; } = 1 << 28;

    /// <summary>How, in words.</summary>
    protected abstract string Method { get; }

    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context)
    {
        ImageSet images = context.Images;
        int piece = Math.Clamp(MostBytes / images.ImageLength, 1, images.Count);
        BatchShape shape = BatchShape.Create(piece, images.Height, images.Width, images.Channels);
        using MemoryBuffer1D<byte, Stride1D.Dense> pixels = context.Device.Allocate<byte>(shape.Length);
        using MemoryBuffer1D<float, Stride1D.Dense> scores = context.Device.Allocate<float>(piece);
        float[] read = new float[piece];
        double[] values = new double[images.Count];
        for (int first = 0; first < images.Count; first += piece)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            BatchShape part = shape with { N = Math.Min(piece, images.Count - first) };
            ReadOnlySpan<byte> bytes = images.Pixels.AsSpan(first * images.ImageLength, part.Length);
            pixels.View.SubView(0, part.Length).CopyFromCPU(context.Device.Stream, bytes);
            Launch(context.Device, part, pixels.View, scores.View);
            scores.View.CopyToCPU(context.Device.Stream, read);
            for (int n = 0; n < part.N; n++)
                values[first + n] = read[n];
        }

        return new ScoreResult(values, Method);
    }

    /// <summary>Scores the images (N, H, W, C) by one launch.</summary>
    protected abstract void Launch(ComputeDevice device, BatchShape shape, Bytes pixels, Floats scores);
}
