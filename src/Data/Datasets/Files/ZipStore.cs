using System.IO.Compression;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>Files in a .zip.</summary>
/// <param name="path">The archive.</param>
internal sealed class ZipStore(string path) : ArchiveStore(path)
{
    /// <inheritdoc/>
    protected override IEnumerable<Entry> Entries()
    {
        using ZipArchive archive = ZipFile.OpenRead(Path);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            bool isFile = entry.Name.Length > 0;
            yield return new Entry(entry.FullName, isFile ? entry.Length : 0, isFile ? entry.Open : null);
        }
    }
}
