using System.Globalization;

namespace IlgpuCnn.Kernels.Batches;

/// <summary>Amounts by which training images are changed at random. An amount of 0 switches its change off.</summary>
/// <param name="CropPadding">Largest shift in pixels, either way on both axes: a crop of a padded image.</param>
/// <param name="FlipProbability">Share of images mirrored left to right.</param>
/// <param name="RotationDegrees">Largest rotation about the centre in degrees, either way.</param>
/// <param name="Brightness">Brightness is multiplied by [max(0, 1 − amount), 1 + amount].</param>
/// <param name="Contrast">
/// The distance from the image's mean luma is multiplied by [max(0, 1 − amount), 1 + amount].
/// </param>
/// <param name="Saturation">
/// The distance from the pixel's luma is multiplied by [max(0, 1 − amount), 1 + amount].
/// </param>
/// <param name="Hue">Hue turns by up to this share of a full turn, either way.</param>
public readonly record struct Augmentation(
    int CropPadding, float FlipProbability, float RotationDegrees,
    float Brightness, float Contrast, float Saturation, float Hue)
{
    /// <summary>The augmentation that leaves images as they are.</summary>
    public static Augmentation None => default;

    /// <summary>Sum of the amounts that change colours: 0 where none does.</summary>
    internal float Jitter => Brightness + Contrast + Saturation + Hue;

    /// <summary>Checks that such images can be changed so.</summary>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Channels of an image.</param>
    /// <exception cref="InputException">They have not the colours for it, or a crop is as large as they are.</exception>
    public void RequireFits(int height, int width, int channels)
    {
        RequireChannels(channels);
        if (CropPadding >= Math.Min(height, width))
        {
            throw new InputException(
                $"A crop by {CropPadding} pixels can leave nothing of images of {height}×{width}: "
                + $"give at most {Math.Min(height, width) - 1}.");
        }
    }

    private void RequireChannels(int channels)
    {
        if (Jitter > 0f && channels is not (1 or 3))
        {
            throw new InputException(
                $"Colour jitter needs images of 1 or 3 channels, and these have {channels}: leave out jitter, "
                + "brightness, contrast, saturation and hue.");
        }

        string? lacking = (Saturation > 0f, Hue > 0f) switch
        {
            (true, true) => "saturation and no hue",
            (true, false) => "saturation",
            (false, true) => "hue",
            _ => null,
        };
        if (channels == 1 && lacking is not null)
        {
            throw new InputException(
                $"Images of one channel have no {lacking} to change: in place of jitter, saturation and hue, augment "
                + "them by brightness(amount=0.2),contrast(amount=0.2).");
        }
    }

    /// <summary>As it is asked for, every amount written out: none, or flip(share=0.5),crop(padding=4).</summary>
    public override string ToString()
    {
        List<string> steps = [];
        Add("flip", "share", FlipProbability);
        Add("crop", "padding", CropPadding);
        Add("rotate", "degrees", RotationDegrees);
        Add("brightness", "amount", Brightness);
        Add("contrast", "amount", Contrast);
        Add("saturation", "amount", Saturation);
        Add("hue", "amount", Hue);
        return steps.Count == 0 ? "none" : string.Join(',', steps);

        void Add(string name, string argument, float amount)
        {
            if (amount > 0f)
                steps.Add(string.Create(CultureInfo.InvariantCulture, $"{name}({argument}={amount})"));
        }
    }
}
