using System.Globalization;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>Files in an archive, found by walking it from its beginning to its end.</summary>
/// <param name="path">The archive.</param>
internal abstract class ArchiveStore(string path) : FileStore(path)
{
    private FileListing? listing;

    /// <inheritdoc/>
    public override string Stamp() => FileFaults.Reading("", Path, () =>
    {
        FileInfo info = new(Path);
        return string.Create(
            CultureInfo.InvariantCulture, $"{info.FullName}\n{info.Length} {info.LastWriteTimeUtc.Ticks}");
    });

    /// <inheritdoc/>
    public override FileListing List() => listing ??= Listed();

    /// <inheritdoc/>
    public override IEnumerable<FileContent> Read(IReadOnlyList<StoredFile> wanted, long mostBytes)
    {
        Dictionary<string, int> places = wanted.Index().ToDictionary(file => file.Item.Name, file => file.Index);
        using IEnumerator<Entry> entries = Entries().GetEnumerator();
        while (Whole(entries.MoveNext))
        {
            Entry entry = entries.Current;
            if (entry.Open is not null && places.Remove(Normalised(entry.Name), out int index))
                yield return Content(index, wanted[index].Name, entry, mostBytes);
        }

        foreach ((string name, int index) in places)
            yield return new FileContent(index, null, NotThere(name));
    }

    /// <summary>What lies in the archive, one after another; an entry is read before the next is asked for.</summary>
    protected abstract IEnumerable<Entry> Entries();

    private FileListing Listed()
    {
        Dictionary<string, long> files = [];
        HashSet<string> folders = [];
        using IEnumerator<Entry> entries = Entries().GetEnumerator();
        while (Whole(entries.MoveNext))
        {
            string name = Normalised(entries.Current.Name);
            bool isFile = entries.Current.Open is not null;
            if (isFile && !files.TryAdd(name, entries.Current.Length) && FolderLayout.IsImage(name))
                throw new InputException($"'{Path}' holds '{name}' twice: take one of them out.");
            string[] parts = name.Split('/');
            for (int i = 1; i < parts.Length + (isFile ? 0 : 1); i++)
                folders.Add(string.Join('/', parts[..i]));
        }

        folders.Remove("");
        return new FileListing(
            [.. files.Select(file => new StoredFile(file.Key, file.Value)).OrderBy(file => file.Name, StringComparer.Ordinal)],
            [.. folders.Order(StringComparer.Ordinal)]);
    }

    private FileContent Content(int index, string name, Entry entry, long mostBytes)
    {
        if (entry.Length > mostBytes)
            return new FileContent(index, null, TooLong(name, entry.Length, mostBytes));
        using Stream stream = Whole(entry.Open!);
        return Whole(() => ReadAtMost(stream, mostBytes)) is { } bytes
            ? new FileContent(index, bytes, null)
            : new FileContent(index, null, TooLong(name, mostBytes + 1, mostBytes));
    }

    private T Whole<T>(Func<T> read)
    {
        try
        {
            return FileFaults.Reading("", Path, () =>
            {
                try
                {
                    return read();
                }
                catch (EndOfStreamException e)
                {
                    throw new InvalidDataException("it is cut short.", e);
                }
            });
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or NotSupportedException)
        {
            throw new InputException($"'{Path}' is no whole archive: {e.Message} Get it again, or name another.", e);
        }
    }

    /// <summary>What lies in an archive.</summary>
    /// <param name="Name">As the archive has it.</param>
    /// <param name="Length">Bytes of a file.</param>
    /// <param name="Open">Its content; null for what is no file.</param>
    protected readonly record struct Entry(string Name, long Length, Func<Stream>? Open);
}
