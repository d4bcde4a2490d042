using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets.Cifar;

/// <summary>
/// CIFAR-100 (Krizhevsky 2009) in its binary layout: 50,000 training and 10,000 test images of 32×32×3, 100 classes in 20
/// superclasses.
/// </summary>
/// <param name="Labels">fine, for 100 classes, or coarse, for 20.</param>
/// <param name="Superclass">Only the five fine classes of one superclass; null for all.</param>
/// <param name="Path">Archive or folder; null for the environment's, then the cache.</param>
[Component(
    "cifar100(labels=fine,superclass=none,path=none)",
    "100 classes, or labels=coarse: 20; superclass=small_mammals: the five classes of one; path: archive or folder")]
public sealed record Cifar100Dataset(string Labels = "fine", string? Superclass = null, string? Path = null) : Dataset
{
    /// <summary>The data set with the arguments of its form.</summary>
    /// <exception cref="InputException">The labels are unknown, or coarse ones are asked of fine classes.</exception>
    public Cifar100Dataset(ComponentArguments a)
        : this(
            KnownNames.Find(
                "kind of CIFAR-100 label", a.Text("labels"),
                RecordFormat.Cifar100.Labels.ToDictionary(label => label.Kind, label => label.Kind)),
            a.OptionalText("superclass"), a.OptionalText("path"))
    {
        if (Superclass is not null && Labels == "coarse")
            throw new InputException("In cifar100, superclass chooses fine classes: it does not go with labels=coarse.");
    }

    /// <inheritdoc/>
    public override (ImageSet Train, ImageSet Test) Load(ulong seed) =>
        CifarImages.Load(RecordFormat.Cifar100, Path, Labels, Superclass);
}
