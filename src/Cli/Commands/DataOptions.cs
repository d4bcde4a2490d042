using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Files;
using IlgpuCnn.Data.ImageFiles;

namespace IlgpuCnn.Cli.Commands;

/// <summary>The options that say which images are meant; shared by all commands that read some.</summary>
internal static class DataOptions
{
    /// <param name="defaults">What the command starts from, for help; null for the record's own defaults.</param>
    public static ConfigOptions<DataConfig> Create(DataConfig? defaults = null)
    {
        DataConfig initial = defaults ?? new DataConfig();
        return new ConfigOptions<DataConfig>()
            .Add(
                "--data", $"Data set: {Dataset.Catalog.NameList}, with arguments such as \"cifar100(labels=coarse)\" ('list data'); "
                    + "or the path of your own images: a folder with a folder a class, a list (.csv, .parquet), an archive",
                initial.Source.Text, (r, v) => r with { Source = FilesOptions.Source(r.Source, v) })
            .Add(
                "--prepare", "What becomes of your own images: resize=64 (or 96x64, width first), fit=crop|pad|stretch, "
                    + "resampler=bicubic|…, background=black|…, channels=3|1, with commas between",
                (string?)null, FilesOptions.Change<string?>(
                    "prepare", (files, v) => files with { Prepare = ImagePreparation.Parse(v!) }))
            .Add(
                "--test", "Share of your own images that is the test split, where they are not divided; default: 0.2",
                (double?)null, FilesOptions.Change<double?>("test", (files, v) => files with { Test = v }))
            .Add(
                "--class-order", "Order of the classes of your own images: ordinal (1, 10, 2; default) or natural (1, 2, 10)",
                (string?)null, FilesOptions.Change<string?>(
                    "class-order", (files, v) => files with { ClassOrder = ImageFilesDataset.OrderOf(v!) }))
            .Add(
                "--bad-files", "Files of your own that are no usable images: stop (default) or skip", (string?)null,
                FilesOptions.Change<string?>("bad-files", (files, v) => files with { BadFiles = ImageFilesDataset.PolicyOf(v!) }))
            .Add(
                "--classes", "Only these classes, by name, with commas between", (string?)null,
                (r, v) => r with
                {
                    Classes = v!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                })
            .Add("--limit", "Most training images of a class", initial.Limit, (r, v) => r with { Limit = v })
            .Add(
                "--validation", "Share of the training set kept apart for validation, in [0, 1)", initial.Validation,
                (r, v) => r with { Validation = v })
            .Add(
                "--label-noise", "Share of the training labels replaced by another class, in [0, 1)",
                initial.LabelNoise, (r, v) => r with { LabelNoise = v })
            .Add(
                "--imbalance", "How many times more training images the first class keeps than the last",
                initial.Imbalance, (r, v) => r with { Imbalance = v })
            .Add(
                "--data-seed", "Seed of generation, limit, test and validation split, imbalance and label noise", initial.Seed,
                (r, v) => r with { Seed = v });
    }
}
