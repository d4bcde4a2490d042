using System.Globalization;

namespace IlgpuCnn.Kernels.Batches;

/// <summary>How much training images are changed at random. Every amount at 0 is off.</summary>
/// <param name="CropPadding">Largest shift in pixels, either way on both axes: a crop of a padded image.</param>
/// <param name="FlipProbability">Share of images mirrored left to right.</param>
/// <param name="RotationDegrees">Largest rotation about the centre, either way.</param>
/// <param name="Brightness">Brightness is multiplied by [max(0, 1 − amount), 1 + amount].</param>
/// <param name="Contrast">The same for the distance from the image's mean luma.</param>
/// <param name="Saturation">The same for the distance from the pixel's luma.</param>
/// <param name="Hue">Hue turns by up to this share of a full turn, either way.</param>
public readonly record struct Augmentation(
    int CropPadding, float FlipProbability, float RotationDegrees,
    float Brightness, float Contrast, float Saturation, float Hue)
{
    /// <summary>Images as they are.</summary>
    public static Augmentation None => default;

    /// <summary>Over 0 where colours change.</summary>
    internal float Jitter => Brightness + Contrast + Saturation + Hue;

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
