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

    /// <summary>
    /// Whether it compares the channels of a pixel, so that images of one channel are refused: true where it is not
    /// overridden. A score without the need launches for 1 channel and for 3, as the shape says.
    /// </summary>
    protected virtual bool NeedsColour => true;

    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context)
    {
        ImageSet images = context.Images;
        ImagesShape shape = ImagesShape.Create(images.Count, images.Height, images.Width, images.Channels);
        if (NeedsColour && shape.C == 1)
        {
            throw new InputException(
                "This score needs the colours of RGB images, and these have one channel: choose edges, "
                + "brightness-variance or entropy, or take the images in RGB.");
        }

        using var pixels = DevicePixels.Allocate(context.Device, images);
        using var scores = context.Device.Allocate<float>(images.Count);
        Launch(context.Device, shape, pixels.View, scores.View);
        float[] values = scores.GetAsArray1D(context.Device.Stream);
        return new ScoreResult([.. values.Select(value => (double)value)], Method);
    }

    /// <summary>Writes the score of each image; the pixels are bytes (N, H, W, C).</summary>
    protected abstract void Launch(ComputeDevice device, ImagesShape shape, Bytes pixels, Floats scores);
}
