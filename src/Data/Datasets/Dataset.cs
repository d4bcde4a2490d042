using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Datasets.Files;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets;

/// <summary>
/// Where images come from. A new data set is a record in a file of its own with a <see cref="ComponentAttribute"/>.
/// </summary>
public abstract record Dataset
{
    /// <summary>All data sets that can be asked for by name.</summary>
    public static Catalog<Dataset> Catalog { get; } = new("data set");

    /// <summary>
    /// Makes what a text asks for: a name of the catalog with its arguments, or else the path of a folder of images, a list
    /// of them or an archive, which stands for <c>images(path=…)</c>.
    /// </summary>
    /// <exception cref="InputException">The name is unknown and no path, or an argument is out of its range.</exception>
    public static Component<Dataset> Parse(string text) =>
        ImageFilesDataset.IsPath(text) ? ImageFilesDataset.At(text) : Catalog.Parse(text);

    /// <summary>What reports call it, where that is not its name in the catalog.</summary>
    public virtual string? Title => null;

    /// <summary>Loads or makes all its images.</summary>
    /// <param name="seed">Key of everything random in it.</param>
    /// <exception cref="InputException">It can't be had, or is damaged.</exception>
    public abstract (ImageSet Train, ImageSet Test) Load(ulong seed);

    /// <summary>Loads all its images with all that it knows of them: a validation split of its own, warnings.</summary>
    /// <param name="context">Seed, and who is told how far it is.</param>
    /// <exception cref="InputException">It can't be had, or is damaged.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public virtual DatasetSplits LoadSplits(DatasetContext context)
    {
        (ImageSet train, ImageSet test) = Load(context.Seed);
        return new DatasetSplits(train, null, test, []);
    }
}
