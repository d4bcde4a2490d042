using System.Text.Json;
using System.Text.Json.Serialization;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets;

/// <summary>Which images are meant; part of a run's configuration.</summary>
public sealed record DataConfig
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { SourceConverter } };

    /// <summary>How a data set stands in JSON.</summary>
    public static JsonConverter SourceConverter => TextConverter.Of(Dataset.Catalog.Parse);

    /// <summary>The data set.</summary>
    public Component<Dataset> Source { get; init; } = Dataset.Catalog.Parse("shapes");

    /// <summary>Only these classes, by name; null for all.</summary>
    public string[]? Classes { get; init; }

    /// <summary>Most training images of a class, chosen by the seed; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Share of the training images that is kept apart for validation, in [0, 1).</summary>
    public double Validation { get; init; }

    /// <summary>
    /// Share of the training labels, in [0, 1), that are replaced by another class, drawn evenly from the others.
    /// </summary>
    public double LabelNoise { get; init; }

    /// <summary>
    /// How many times more training images the first class keeps than the last; 1 keeps all.
    /// </summary>
    public double Imbalance { get; init; } = 1;

    /// <summary>Key of generation, limit, split, imbalance and label noise.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Reads what <see cref="ToJson"/> gave.</summary>
    /// <exception cref="InputException">It is not that, or asks for a data set that is not known.</exception>
    public static DataConfig FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<DataConfig>(json, Json)
                ?? throw new InputException("The configuration of the data is empty.");
        }
        catch (JsonException e)
        {
            throw new InputException($"The configuration of the data is damaged: {e.Message}", e);
        }
    }

    /// <summary>The configuration as JSON, in one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>
    /// Loads, narrows to the classes asked for, limits, carves out the validation split, and makes the training split
    /// imbalanced and its labels noisy, in this order: validation and test stay clean. A data set's own validation split
    /// is used as it is, and no share is carved out.
    /// </summary>
    /// <exception cref="InputException">Something asked for can't be had.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ImageData Load(IProgress<DatasetProgress>? progress = null, CancellationToken cancellation = default)
    {
        Check();
        (ImageSet train, ImageSet? validation, ImageSet test, IReadOnlyList<string> warnings) =
            Source.Value.LoadSplits(new DatasetContext(Seed, progress, cancellation));
        if (Classes is { Length: > 0 } asked)
        {
            Dictionary<string, int> known = train.ClassNames.Index().ToDictionary(c => c.Item, c => c.Index);
            int[] classes = [.. asked.Select(wanted => KnownNames.Find("class", wanted, known)).Distinct().Order()];
            (train, validation, test) =
                (train.OnlyClasses(classes), validation?.OnlyClasses(classes), test.OnlyClasses(classes));
        }

        if (train.Count == 0 || test.Count == 0)
        {
            throw new InputException(
                $"The classes that were chosen have {train.Count} training and {test.Count} test images, and each needs one at "
                + $"least: name others by {new Setting("classes")}.");
        }

        if (Limit is { } limit)
            train = train.Select(StratifiedSplit.Limit(train.Labels, limit, Seed));
        string name = Source.Value.Title ?? Source.Name.ToLowerInvariant();
        if (Validation == 0 || validation is not null)
        {
            return new ImageData(name, Corruption.Apply(train, this), validation, test)
            {
                Warnings = warnings,
                HasOwnValidation = validation is not null,
            };
        }

        (int[] kept, int[] apart) = StratifiedSplit.Of(train.Labels, Validation, Seed);
        return apart.Length > 0 && kept.Length > 0
            ? new ImageData(name, Corruption.Apply(train.Select(kept), this), train.Select(apart), test)
            {
                Warnings = warnings,
            }
            : throw new InputException(FormattableString.Invariant(
                $"A validation share of {Validation} of {train.Count} images leaves a part empty."));
    }

    /// <summary>Checks all numbers, before anything is loaded.</summary>
    /// <exception cref="InputException">One is out of its range; the message names it.</exception>
    public void Check()
    {
        if (Validation is not (>= 0 and < 1))
        {
            throw new InputException(FormattableString.Invariant(
                $"The validation share is {Validation}; it must be in [0, 1)."));
        }

        if (Classes is { Length: 0 })
            throw new InputException($"No class is named: leave out {new Setting("classes")}, or name some.");
        if (Limit is < 1)
            throw new InputException($"The limit is {Limit} images of a class; it must be at least 1.");
        Corruption.Check(this);
    }
}
