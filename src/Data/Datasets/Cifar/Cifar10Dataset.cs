using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Data.Datasets.Cifar;

/// <summary>
/// CIFAR-10 (Krizhevsky 2009) in its binary layout: 50,000 training and 10,000 test images of 32×32×3, 10 classes.
/// </summary>
/// <param name="Path">Archive or folder; null for the environment's, then the cache.</param>
[Component("cifar10(path=none)", "10 classes; path: archive or folder")]
public sealed record Cifar10Dataset(string? Path = null) : Dataset
{
    /// <summary>The data set with the arguments of its form.</summary>
    public Cifar10Dataset(ComponentArguments a)
        : this(a.OptionalText("path"))
    {
    }

    /// <inheritdoc/>
    public override (ImageSet Train, ImageSet Test) Load(ulong seed) =>
        CifarImages.Load(RecordFormat.Cifar10, Path, "fine");
}
