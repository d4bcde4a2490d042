using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Datasets.Cifar;
using IlgpuCnn.Data.Datasets.Shapes;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets;

/// <summary>The images of one data set, as a run sees them.</summary>
/// <param name="Name">The data set's name.</param>
/// <param name="Train">For training.</param>
/// <param name="Validation">Kept apart from training, for choosing; null where none was asked for.</param>
/// <param name="Test">For the last word.</param>
public sealed record DatasetSplits(string Name, ImageSet Train, ImageSet? Validation, ImageSet Test);

/// <summary>Loads a data set by its options.</summary>
public static class DatasetLoader
{
    private static readonly Dictionary<string, Func<DatasetOptions, (ImageSet Train, ImageSet Test)>> Known = new()
    {
        ["shapes"] = options => ShapesDataset.Generate(options),
        ["cifar100"] = options => CifarDataset.Load(options, RecordFormat.Cifar100),
        ["cifar10"] = options => CifarDataset.Load(options, RecordFormat.Cifar10),
    };

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>
    /// Loads, narrows to the classes asked for, limits, carves out the validation split, and makes the training split
    /// imbalanced and its labels noisy, in this order: validation and test stay clean.
    /// </summary>
    /// <exception cref="InputException">Something asked for can't be had.</exception>
    public static DatasetSplits Load(DatasetOptions options)
    {
        if (options.ValidationFraction is not (>= 0 and < 1))
        {
            throw new InputException(FormattableString.Invariant(
                $"The validation share is {options.ValidationFraction}; it must be in [0, 1)."));
        }

        if (options.Limit is < 1)
            throw new InputException($"The limit is {options.Limit} images of a class; it must be at least 1.");
        Corruption.Check(options);
        if (options.Superclass is not null && options.Name.Equals("shapes", StringComparison.OrdinalIgnoreCase))
            throw new InputException("--superclass goes with cifar100; shapes has no superclasses.");
        string name = KnownNames.Find("data set", options.Name, Known.Keys.ToDictionary(key => key));
        (ImageSet train, ImageSet test) = Known[name](options);
        if (options.Classes is { Length: > 0 } asked)
        {
            Dictionary<string, int> known = train.ClassNames.Index().ToDictionary(c => c.Item, c => c.Index);
            int[] classes = [.. asked.Select(wanted => KnownNames.Find("class", wanted, known)).Distinct().Order()];
            (train, test) = (train.OnlyClasses(classes), test.OnlyClasses(classes));
        }

        if (options.Limit is { } limit)
            train = train.Select(StratifiedSplit.Limit(train.Labels, limit, options.Seed));
        if (options.ValidationFraction == 0)
            return new DatasetSplits(name, Corruption.Apply(train, options), null, test);
        (int[] kept, int[] apart) = StratifiedSplit.Of(train.Labels, options.ValidationFraction, options.Seed);
        return apart.Length > 0 && kept.Length > 0
            ? new DatasetSplits(name, Corruption.Apply(train.Select(kept), options), train.Select(apart), test)
            : throw new InputException(FormattableString.Invariant(
                $"A validation share of {options.ValidationFraction} of {train.Count} images leaves a part empty."));
    }
}
