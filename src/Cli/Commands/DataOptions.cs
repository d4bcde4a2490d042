using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Network.Models;

namespace IlgpuCnn.Cli.Commands;

/// <summary>The options that say which images are meant; shared by all commands that read some.</summary>
internal static class DataOptions
{
    /// <param name="defaults">What the command starts from, for help; null for the record's own defaults.</param>
    public static ConfigOptions<DatasetOptions> Create(DatasetOptions? defaults = null)
    {
        DatasetOptions initial = defaults ?? new DatasetOptions();
        return new ConfigOptions<DatasetOptions>()
            .Add(
                "--data", "Data set: shapes (generated), cifar100, cifar10", initial.Name,
                (r, v) => r with { Name = v })
            .Add(
                "--data-dir", "Archive (.tar.gz) or folder of the data set; else the cache of 'data download'",
                initial.DataDir, (r, v) => r with { DataDir = v })
            .Add("--labels", "CIFAR-100 labels: fine, coarse", initial.Labels, (r, v) => r with { Labels = v })
            .Add(
                "--superclass", "Only the classes of one CIFAR-100 superclass, such as small_mammals",
                initial.Superclass, (r, v) => r with { Superclass = v })
            .Add(
                "--classes", "Only these classes, by name, with commas between", (string?)null,
                (r, v) => r with
                {
                    Classes = v!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                })
            .Add("--limit", "Most training images of a class", initial.Limit, (r, v) => r with { Limit = v })
            .Add(
                "--validation", "Share of the training set kept apart for validation, in [0, 1)",
                initial.ValidationFraction, (r, v) => r with { ValidationFraction = v })
            .Add(
                "--label-noise", "Share of the training labels replaced by another class, in [0, 1)",
                initial.LabelNoise, (r, v) => r with { LabelNoise = v })
            .Add(
                "--imbalance", "How many times more training images the first class keeps than the last",
                initial.Imbalance, (r, v) => r with { Imbalance = v })
            .Add(
                "--train-images", "Training images of shapes", initial.ShapesTrain,
                (r, v) => r with { ShapesTrain = v })
            .Add("--test-images", "Test images of shapes", initial.ShapesTest, (r, v) => r with { ShapesTest = v })
            .Add(
                "--data-seed", "Seed of generation, limit, validation split, imbalance and label noise", initial.Seed,
                (r, v) => r with { Seed = v });
    }
}
