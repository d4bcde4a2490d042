using System.Formats.Tar;
using System.IO.Compression;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>Files in a .tar, compressed by gzip or not;
/// images that are links in it are refused.</summary>
/// <param name="path">The archive.</param>
internal sealed class TarStore(string path) : ArchiveStore(path)
{
    private const int EndLength = 1024;

    /// <summary>How names of such archives end.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".tar", ".tar.gz", ".tgz"];

    // Blocks of zeros end an archive: one that was cut between two files would pass for a smaller one.
    private void RequireEnd(FileStream file)
    {
        if (!Path.EndsWith(Endings[0], StringComparison.OrdinalIgnoreCase))
            return;
        byte[] end = new byte[EndLength];
        file.Position = Math.Max(0, file.Length - EndLength);
        bool isWhole = file.ReadAtLeast(end, EndLength, throwOnEndOfStream: false) == EndLength && !end.AsSpan().ContainsAnyExcept((byte)0);
        file.Position = 0;
        if (!isWhole)
            throw new InvalidDataException("it is cut short.");
    }

    /// <inheritdoc/>
    protected override IEnumerable<Entry> Entries()
    {
        using FileStream file = File.OpenRead(Path);
        RequireEnd(file);
        bool isPlain = Path.EndsWith(Endings[0], StringComparison.OrdinalIgnoreCase);
        using Stream content = isPlain ? file : new GZipStream(file, CompressionMode.Decompress);
        using TarReader reader = new(content);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.HardLink or TarEntryType.SymbolicLink && FolderLayout.IsImage(entry.Name))
            {
                throw new InputException(
                    $"'{Path}' holds the link '{entry.Name}' in place of an image: pack it anew with the files that its links lead to.");
            }

            bool isFile = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
            if (isFile || entry.EntryType == TarEntryType.Directory)
                yield return new Entry(entry.Name, entry.Length, isFile ? () => entry.DataStream ?? Stream.Null : null);
        }
    }
}
