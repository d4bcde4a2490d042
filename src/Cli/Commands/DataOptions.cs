using IlgpuCnn.Data.Datasets;

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
                "--data", $"Data set: {Dataset.Catalog.NameList}, with arguments such as \"cifar100(labels=coarse)\" ('list data')",
                initial.Source.Text, (r, v) => r with { Source = Dataset.Catalog.Parse(v) })
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
                "--data-seed", "Seed of generation, limit, validation split, imbalance and label noise", initial.Seed,
                (r, v) => r with { Seed = v });
    }
}
