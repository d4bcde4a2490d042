using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets;

/// <summary>The front door to data sets, for programs.</summary>
public static class Datasets
{
    /// <summary>Loads all of a data set, with no validation split.</summary>
    /// <param name="dataset">
    /// Its name and arguments, <c>cifar100(labels=coarse)</c>, or the path of images of one's own: a folder with a folder a
    /// class, a list of files and labels, or an archive.
    /// </param>
    /// <param name="validation">Share of the training images that is kept apart for validation, in [0, 1).</param>
    /// <exception cref="InputException">It is unknown, or can't be had.</exception>
    public static ImageData Load(string dataset, double validation = 0) =>
        new DataConfig { Source = Dataset.Parse(dataset), Validation = validation }.Load();
}
