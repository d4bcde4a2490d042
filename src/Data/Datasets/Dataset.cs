using IlgpuCnn.Data.Catalogs;
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

    /// <summary>Loads or makes all its images.</summary>
    /// <param name="seed">Key of everything random in it.</param>
    /// <exception cref="InputException">It can't be had, or is damaged.</exception>
    public abstract (ImageSet Train, ImageSet Test) Load(ulong seed);
}
