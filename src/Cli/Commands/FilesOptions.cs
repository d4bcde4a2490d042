using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Files;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Cli.Commands;

/// <summary>What options that are for a user's own images do to the data set that was asked for.</summary>
internal static class FilesOptions
{
    /// <summary>
    /// The data set of a text. A path keeps how images were prepared so far, where there were some already: a network that
    /// was trained on images looks at others in the same way.
    /// </summary>
    public static Component<Dataset> Source(Component<Dataset> before, string text) =>
        before.Value is ImageFilesDataset known && ImageFilesDataset.IsPath(text)
            ? known with { Path = Path.GetFullPath(text), Test = null }
            : Dataset.Parse(text);

    /// <summary>Sets a property of the data set; refused where its images are no files of the user's.</summary>
    /// <param name="option">The option, without dashes.</param>
    /// <param name="change">Sets the property.</param>
    public static Func<DataConfig, T, DataConfig> Change<T>(
        string option, Func<ImageFilesDataset, T, ImageFilesDataset> change) => (config, value) =>
        config.Source.Value is ImageFilesDataset files
            ? config with { Source = change(files, value) }
            : throw new InputException(
                $"--{option} is for images of your own, named by --data PATH, and the data set is '{config.Source}': leave it out.");
}
