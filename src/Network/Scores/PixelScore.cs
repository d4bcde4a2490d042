using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.ImageScores;

namespace IlgpuCnn.Network.Scores;

/// <summary>A score of the pixels alone: one launch over all images as they are, with no augmentation and no model.
/// </summary>
public abstract record PixelScore : ScoringFunction
{
    /// <summary>How, in words.</summary>
    protected abstract string Method { get; }

    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context)
    {
        ImageSet images = context.Images;
        if (images.Channels != 3)
            throw new InputException($"This score needs RGB images, and these have {images.Channels} channel(s).");
        RgbImagesShape shape = RgbImagesShape.Create(images.Count, images.Height, images.Width);
        using var pixels = DevicePixels.Allocate(context.Device, images);
        using var scores = context.Device.Allocate<float>(images.Count);
        Launch(context.Device, shape, pixels.View, scores.View);
        float[] values = scores.GetAsArray1D(context.Device.Stream);
        return new ScoreResult([.. values.Select(value => (double)value)], Method);
    }

    /// <summary>Writes the score of each image.</summary>
    protected abstract void Launch(ComputeDevice device, RgbImagesShape shape, Bytes pixels, Floats scores);
}
