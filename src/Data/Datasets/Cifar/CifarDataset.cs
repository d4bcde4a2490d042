using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets.Cifar;

/// <summary>CIFAR-100 and CIFAR-10 in their binary layout, with the labels and classes that were asked for.</summary>
internal static class CifarDataset
{
    /// <summary>Training and test images.</summary>
    /// <exception cref="InputException">The data is not there, is damaged, or has no such class.</exception>
    public static (ImageSet Train, ImageSet Test) Load(DatasetOptions options, RecordFormat format)
    {
        string kind = KnownNames.Find(
            $"kind of {format.Title} label", options.Labels,
            format.Labels.ToDictionary(label => label.Kind, label => label.Kind));
        if (options.Superclass is not null && format.Labels.Length == 1)
            throw new InputException($"{format.Title} has no superclasses: --superclass goes with cifar100.");
        if (options.Superclass is not null && kind == "coarse")
            throw new InputException("--superclass chooses fine classes: it does not go with --labels coarse.");

        Dictionary<string, byte[]> files = RecordFiles.Read(Locate(options, format), format);
        string[] names = RecordReader.ClassNames(files, format, kind);
        RecordSet train = RecordReader.Read(files, format.TrainFiles, format);
        RecordSet test = RecordReader.Read(files, [format.TestFile], format);
        if (options.Superclass is null)
            return (Of(train, kind, names), Of(test, kind, names));

        string[] superclasses = RecordReader.ClassNames(files, format, "coarse");
        int superclass = KnownNames.Find(
            "superclass", options.Superclass, superclasses.Index().ToDictionary(s => s.Item, s => s.Index));
        int[] coarse = train.Labels["coarse"];
        int[] fine = [.. train.Labels["fine"].Where((_, i) => coarse[i] == superclass).Distinct().Order()];
        return (Of(train, kind, names).OnlyClasses(fine), Of(test, kind, names).OnlyClasses(fine));
    }

    private static ImageSet Of(RecordSet records, string kind, string[] names) =>
        new(RecordFormat.Side, RecordFormat.Side, 3, records.Pixels, records.Labels[kind], names);

    // What was named, else what the environment names, else what was downloaded.
    private static string Locate(DatasetOptions options, RecordFormat format)
    {
        if (options.DataDir is { } named)
            return named;
        string variable = $"ILGPUCNN_{format.Name.ToUpperInvariant()}";
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } fromEnvironment)
            return fromEnvironment;
        string cached = DatasetDownload.ArchivePath(format.Name);
        return File.Exists(cached)
            ? cached
            : throw new InputException(
                $"{format.Title} is not on this machine: run 'ilgpucnn data download {format.Name}', or name its "
                + $"archive or folder with --data-dir or in {variable}.");
    }
}
