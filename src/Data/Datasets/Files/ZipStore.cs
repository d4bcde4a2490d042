using System.IO.Compression;
using System.Text;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>Files in a .zip.</summary>
/// <param name="path">The archive.</param>
internal sealed class ZipStore(string path) : ArchiveStore(path)
{
    /// <inheritdoc/>
    protected override IEnumerable<Entry> Entries()
    {
        using ZipArchive archive = Opened();
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            bool isFile = entry.Name.Length > 0;
            if (isFile && entry.IsEncrypted)
                throw new InputException($"'{Path}' is encrypted: unpack it, or pack it without a password.");
            yield return new Entry(entry.FullName, isFile ? entry.Length : 0, isFile ? entry.Open : null);
        }
    }

    // Names are in UTF-8, or as old programs have them, in the code page of the first PCs.
    private ZipArchive Opened()
    {
        ZipArchive archive = ZipFile.Open(Path, ZipArchiveMode.Read, new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            _ = archive.Entries.Count;
            return archive;
        }
        catch (DecoderFallbackException)
        {
            archive.Dispose();
            return ZipFile.Open(Path, ZipArchiveMode.Read, CodePagesEncodingProvider.Instance.GetEncoding(437)!);
        }
    }
}
