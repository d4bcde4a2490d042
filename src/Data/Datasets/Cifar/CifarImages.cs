using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets.Cifar;

/// <summary>CIFAR-100 and CIFAR-10 in their binary layout, with the labels and classes that were asked for.</summary>
internal static class CifarImages
{
    /// <summary>Training and test images.</summary>
    /// <param name="format">Which data set.</param>
    /// <param name="path">Archive or folder; null for the environment's, then the cache.</param>
    /// <param name="kind">The kind of label: fine or coarse.</param>
    /// <param name="superclass">Only the fine classes of one coarse class; null for all.</param>
    /// <exception cref="InputException">The data is not there, is damaged, or has no such class.</exception>
    public static (ImageSet Train, ImageSet Test) Load(
        RecordFormat format, string? path, string kind, string? superclass = null)
    {
        Dictionary<string, byte[]> files = RecordFiles.Read(path ?? Locate(format), format);
        string[] names = RecordReader.ClassNames(files, format, kind);
        RecordSet train = RecordReader.Read(files, format.TrainFiles, format);
        RecordSet test = RecordReader.Read(files, [format.TestFile], format);
        if (superclass is null)
            return (Of(train, kind, names), Of(test, kind, names));

        string[] superclasses = RecordReader.ClassNames(files, format, "coarse");
        int chosen = KnownNames.Find(
            "superclass", superclass, superclasses.Index().ToDictionary(s => s.Item, s => s.Index));
        int[] coarse = train.Labels["coarse"];
        int[] fine = [.. train.Labels["fine"].Where((_, i) => coarse[i] == chosen).Distinct().Order()];
        return (Of(train, kind, names).OnlyClasses(fine), Of(test, kind, names).OnlyClasses(fine));
    }

    private static ImageSet Of(RecordSet records, string kind, string[] names) =>
        new(RecordFormat.Side, RecordFormat.Side, 3, records.Pixels, records.Labels[kind], names);

    // What the environment names, else what was downloaded.
    private static string Locate(RecordFormat format)
    {
        string variable = $"ILGPUCNN_{format.Name.ToUpperInvariant()}";
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } fromEnvironment)
            return fromEnvironment;
        string cached = DatasetDownload.ArchivePath(format.Name);
        return File.Exists(cached)
            ? cached
            : throw new InputException(
                $"{format.Title} is not on this machine: run 'ilgpucnn data download {format.Name}', or name its "
                + $"archive or folder, {format.Name}(path=…), or in the environment variable {variable}.");
    }
}
