using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels.Batches;

namespace IlgpuCnn.Data.Augmentations;

/// <summary>One kind of random change to training images, which sets its amounts in an <see cref="Augmentation"/>.</summary>
/// <param name="IsGeneral">Whether it is applied before the others, so that special ones beside it decide.</param>
/// <param name="Apply">Sets its amounts.</param>
public sealed record AugmentationStep(bool IsGeneral, Func<Augmentation, Augmentation> Apply)
{
    /// <summary>All that can be asked for by name.</summary>
    public static Catalog<AugmentationStep> Catalog { get; } = new Catalog<AugmentationStep>("augmentation")
        .Register(
            "flip(share=0.5)", "mirrors a share of the images left to right",
            a => Of(a.Number("share", 0, 1), (r, v) => r with { FlipProbability = v }))
        .Register(
            "crop(padding=4)", "shifts by up to so many pixels on both axes: a crop of the padded image",
            a => Of(a.Count("padding", most: 256), (r, v) => r with { CropPadding = (int)v }))
        .Register(
            "rotate(degrees=10)", "turns about the centre by up to so many degrees, either way",
            a => Of(a.Number("degrees", 0, 180), (r, v) => r with { RotationDegrees = v }))
        .Register(
            "jitter(amount=0.2)", "changes brightness, contrast, saturation and hue by one amount; others beside it decide",
            a => Of(
                a.Number("amount", 0, 0.5), (r, v) => r with { Brightness = v, Contrast = v, Saturation = v, Hue = v },
                isGeneral: true))
        .Register(
            "brightness(amount=0.2)", "multiplies brightness by 1 − amount to 1 + amount",
            a => Of(a.Number("amount", 0, 2), (r, v) => r with { Brightness = v }))
        .Register(
            "contrast(amount=0.2)", "multiplies the distance from the image's mean luma by 1 − amount to 1 + amount",
            a => Of(a.Number("amount", 0, 2), (r, v) => r with { Contrast = v }))
        .Register(
            "saturation(amount=0.2)", "multiplies the distance from the pixel's luma by 1 − amount to 1 + amount",
            a => Of(a.Number("amount", 0, 2), (r, v) => r with { Saturation = v }))
        .Register(
            "hue(amount=0.2)", "turns the hue by up to this share of a full turn, either way",
            a => Of(a.Number("amount", 0, 0.5), (r, v) => r with { Hue = v }));

    private static AugmentationStep Of(
        double amount, Func<Augmentation, float, Augmentation> set, bool isGeneral = false) =>
        new(isGeneral, augmentation => set(augmentation, (float)amount));
}
