using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>A file of a store.</summary>
/// <param name="Name">Its path in the store, with '/' between folders.</param>
/// <param name="Length">Its bytes; less than 0 where it is named and not there.</param>
internal readonly record struct StoredFile(string Name, long Length);

/// <summary>What is in a store.</summary>
/// <param name="Files">All files, by name.</param>
/// <param name="Folders">All folders, by name, the empty ones too.</param>
internal sealed record FileListing(IReadOnlyList<StoredFile> Files, IReadOnlyList<string> Folders);

/// <summary>The content of a file that was asked for.</summary>
/// <param name="Index">Which of those that were asked for.</param>
/// <param name="Bytes">The content; null where it can't be had.</param>
/// <param name="Fault">A sentence on why; null where there is none.</param>
internal readonly record struct FileContent(int Index, byte[]? Bytes, string? Fault);

/// <summary>Files that lie in a folder or an archive, read without unpacking anything.</summary>
/// <param name="path">The folder or archive.</param>
internal abstract class FileStore(string path)
{
    /// <summary>The folder or archive.</summary>
    public string Path => path;

    /// <summary>A text that is another when anything in the store is; made without reading any file of it.</summary>
    public abstract string Stamp();

    /// <summary>Everything in it, in ordinal order of names.</summary>
    /// <exception cref="InputException">It can't be read, or is damaged.</exception>
    public abstract FileListing List();

    /// <summary>Reads files, in the order in which they lie; each that was asked for comes once.</summary>
    /// <param name="wanted">Which.</param>
    /// <param name="mostBytes">Of a file that has more, no byte is kept.</param>
    /// <exception cref="InputException">The store can't be read, or is damaged.</exception>
    public abstract IEnumerable<FileContent> Read(IReadOnlyList<StoredFile> wanted, long mostBytes);

    /// <summary>The store of a folder or an archive.</summary>
    /// <exception cref="InputException">There is none, or it is no kind that is read.</exception>
    public static FileStore Open(string path)
    {
        if (Directory.Exists(path))
            return new FolderStore(path);
        if (!File.Exists(path))
            throw new InputException($"There is no '{path}': name a folder of images, a list of them or an archive.");
        if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return new ZipStore(path);
        return TarStore.Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            ? new TarStore(path)
            : throw new InputException(
                $"'{path}' is none of what images are read from: a folder, a list (.csv, .parquet) or an archive (.zip, "
                + ".tar, .tar.gz, .tgz).");
    }

    /// <summary>A sentence on a file that is named and not there.</summary>
    protected static string NotThere(string name) => $"'{name}' is not there: take it out of the list, or put it there.";

    /// <summary>A sentence on a file of too many bytes.</summary>
    protected static string TooLong(string name, long length, long most) =>
        $"'{name}' has {length} bytes, and {most} are read at most: make it smaller.";

    /// <summary>At most so many bytes of a stream, whatever it says of its length; null where it has more.</summary>
    protected static byte[]? ReadAtMost(Stream stream, long most)
    {
        using MemoryStream content = new();
        byte[] block = new byte[1 << 16];
        int length;
        while ((length = stream.Read(block)) > 0)
        {
            if (content.Length + length > most)
                return null;
            content.Write(block, 0, length);
        }

        return content.ToArray();
    }

    /// <summary>A name in an archive as names are in a store: no './' and no '\'.</summary>
    protected static string Normalised(string name) => string.Join(
        '/', name.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."));
}
