using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Batches;

namespace IlgpuCnn.Data.Augmentations;

/// <summary>An <see cref="Augmentation"/> as people write it: "none", or steps with commas between.</summary>
public static class AugmentationText
{
    private const string NoneWord = "none";

    /// <summary>Images as they are.</summary>
    public static Component<Augmentation> None { get; } = new(NoneWord, NoneWord, Augmentation.None);

    /// <summary>Reads "none", or steps such as <c>flip,crop(padding=4),rotate(degrees=10)</c>.</summary>
    /// <exception cref="InputException">A step is unknown or stands twice, or an amount is out of its range.</exception>
    public static Component<Augmentation> Parse(string text)
    {
        if (text.Trim().Equals(NoneWord, StringComparison.OrdinalIgnoreCase))
            return None;
        string[] parts = [.. ComponentText.Split(AugmentationStep.Catalog.Kind, text)];
        if (parts.Length == 0)
            parts = [""];
        Component<AugmentationStep>[] steps = [.. parts.Select(AugmentationStep.Catalog.Parse)];
        if (steps.CountBy(step => step.Name.ToLowerInvariant()).FirstOrDefault(name => name.Value > 1).Key is { } twice)
            throw new InputException($"The augmentation '{twice}' stands twice in '{text}': keep one of them.");
        Augmentation augmentation = steps.OrderByDescending(step => step.Value.IsGeneral)
            .Aggregate(Augmentation.None, (before, step) => step.Value.Apply(before));
        return new Component<Augmentation>(text.Trim(), string.Join(',', steps.Select(step => step.FullText)), augmentation);
    }
}
