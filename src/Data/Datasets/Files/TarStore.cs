using System.Formats.Tar;
using System.IO.Compression;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>Files in a .tar, compressed by gzip or not; links in it are no files.</summary>
/// <param name="path">The archive.</param>
internal sealed class TarStore(string path) : ArchiveStore(path)
{
    /// <summary>How names of such archives end.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".tar", ".tar.gz", ".tgz"];

    /// <inheritdoc/>
    protected override IEnumerable<Entry> Entries()
    {
        using FileStream file = File.OpenRead(Path);
        bool isPlain = Path.EndsWith(Endings[0], StringComparison.OrdinalIgnoreCase);
        using Stream content = isPlain ? file : new GZipStream(file, CompressionMode.Decompress);
        using TarReader reader = new(content);
        while (reader.GetNextEntry() is { } entry)
        {
            bool isFile = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
            if (isFile || entry.EntryType == TarEntryType.Directory)
                yield return new Entry(entry.Name, entry.Length, isFile ? () => entry.DataStream ?? Stream.Null : null);
        }
    }
}
