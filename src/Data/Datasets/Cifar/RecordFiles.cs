using System.Formats.Tar;
using System.IO.Compression;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets.Cifar;

/// <summary>Finds the files of a CIFAR data set by name, in an archive or anywhere near the top of a folder.</summary>
internal static class RecordFiles
{
    private static readonly RecordFormat[] Formats = [RecordFormat.Cifar100, RecordFormat.Cifar10];

    /// <summary>The bytes of every file of the format.</summary>
    /// <exception cref="InputException">The path is missing, or holds something else.</exception>
    public static Dictionary<string, byte[]> Read(string path, RecordFormat format)
    {
        Dictionary<string, byte[]> files = File.Exists(path)
            ? FileFaults.Reading("", path, () => FromArchive(path))
            : Directory.Exists(path) ? FileFaults.Reading("the folder", path, () => FromFolder(path, format))
            : throw new InputException(
                $"There is no '{path}': name an archive or a folder of {format.Title}, {format.Name}(path=…).");
        string? missing = format.Files.FirstOrDefault(name => !files.ContainsKey(name));
        if (missing is null)
            return files;
        RecordFormat? other = Formats.FirstOrDefault(f => f != format && f.Files.All(files.ContainsKey));
        throw new InputException(other is null
            ? $"'{path}' does not hold {format.Title}: it has no {missing}."
            : $"'{path}' holds {other.Title}, not {format.Title}: ask for {new Setting("data")} {other.Name}.");
    }

    private static Dictionary<string, byte[]> FromArchive(string path)
    {
        Dictionary<string, byte[]> files = [];
        try
        {
            using FileStream file = File.OpenRead(path);
            using GZipStream unzipped = new(file, CompressionMode.Decompress);
            using TarReader reader = new(unzipped);
            while (reader.GetNextEntry() is { } entry)
            {
                string name = Path.GetFileName(entry.Name);
                if (entry.DataStream is null || !IsWanted(name))
                    continue;
                byte[] bytes = new byte[entry.Length];
                entry.DataStream.ReadExactly(bytes);
                files[name] = bytes;
            }

            return files;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new InputException(
                $"'{path}' is not a whole .tar.gz archive: {e.Message} Download it again, or name another.", e);
        }
    }

    private static Dictionary<string, byte[]> FromFolder(string path, RecordFormat format)
    {
        string[] folders = [path, .. Directory.GetDirectories(path).Order(StringComparer.Ordinal)];
        foreach (string folder in folders)
        {
            if (Formats.Any(f => f.Labels.Any(label => File.Exists(Path.Combine(folder, label.NamesFile)))))
            {
                return Directory.GetFiles(folder).Where(file => IsWanted(Path.GetFileName(file)))
                    .ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
            }
        }

        string? archive = Directory.GetFiles(path, "*.tar.gz").Order(StringComparer.Ordinal)
            .OrderBy(file => !Path.GetFileName(file).StartsWith(ArchiveStem(format), StringComparison.Ordinal))
            .FirstOrDefault();
        return archive is null ? [] : FromArchive(archive);
    }

    private static string ArchiveStem(RecordFormat format) => format.Title.ToLowerInvariant();

    private static bool IsWanted(string name) => Formats.Any(format => format.Files.Contains(name));
}
