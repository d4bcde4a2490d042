using System.Globalization;
using System.IO.Hashing;
using System.Text;
using IlgpuCnn.Data.Files;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>Files under a folder, or those of a list that are named from there.</summary>
/// <param name="path">The folder.</param>
/// <param name="names">The files that are meant; null for all.</param>
internal sealed class FolderStore(string path, IReadOnlyList<string>? names = null) : FileStore(path)
{
    private readonly string path = path;
    private readonly List<FileInfo> infos = [];
    private FileListing? listing;

    /// <inheritdoc/>
    public override string Stamp()
    {
        List();
        XxHash128 hash = new();
        foreach (string folder in listing!.Folders)
            hash.Append(Encoding.UTF8.GetBytes($"{folder}/\n"));
        for (int i = 0; i < infos.Count; i++)
        {
            long changed = infos[i].Exists ? infos[i].LastWriteTimeUtc.Ticks : 0;
            hash.Append(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{listing.Files[i].Name}\n{listing.Files[i].Length} {changed}\n")));
        }

        return $"{System.IO.Path.GetFullPath(path)}\n{Convert.ToHexStringLower(hash.GetCurrentHash())}";
    }

    /// <inheritdoc/>
    public override FileListing List() => listing ??= FileFaults.Reading("the folder", path, () =>
    {
        List<(string Name, FileInfo Info)> files = [];
        List<string> folders = [];
        if (names is null)
            Walk(new DirectoryInfo(path), "", files, folders, [RealPath(new DirectoryInfo(path))]);
        else
            files.AddRange(names.Select(name => (name, Meant(new FileInfo(System.IO.Path.Combine(path, name))))));
        files.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        folders.Sort(StringComparer.Ordinal);
        infos.AddRange(files.Select(file => file.Info));
        return new FileListing(
            [.. files.Select(file => new StoredFile(file.Name, file.Info.Exists ? file.Info.Length : -1))], folders);
    });

    /// <inheritdoc/>
    public override IEnumerable<FileContent> Read(IReadOnlyList<StoredFile> wanted, long mostBytes)
    {
        for (int i = 0; i < wanted.Count; i++)
            yield return Content(i, wanted[i], mostBytes);
    }

    private FileContent Content(int index, StoredFile file, long mostBytes)
    {
        if (file.Length < 0)
            return new FileContent(index, null, NotThere(file.Name));
        if (file.Length == 0)
            return new FileContent(index, null, $"'{file.Name}' is empty: get it again or remove it.");
        if (file.Length > mostBytes)
            return new FileContent(index, null, TooLong(file.Name, file.Length, mostBytes));
        try
        {
            return new FileContent(index, File.ReadAllBytes(System.IO.Path.Combine(path, file.Name)), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FileContent(index, null, $"'{file.Name}' can't be read: {e.Message}");
        }
    }

    // Links to folders are followed, but for those that lead back to where the walk comes from.
    private static void Walk(
        DirectoryInfo folder, string prefix, List<(string Name, FileInfo Info)> files, List<string> folders,
        HashSet<string> above)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            string name = prefix + entry.Name;
            if (entry is FileInfo file)
            {
                files.Add((name, Meant(file)));
            }
            else if (entry is DirectoryInfo inner && RealPath(inner) is var real && above.Add(real))
            {
                folders.Add(name);
                Walk(inner, name + "/", files, folders, above);
                above.Remove(real);
            }
        }
    }

    // Of a link, length and time are those of the file that it leads to.
    private static FileInfo Meant(FileInfo file) =>
        file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target : file;

    private static string RealPath(DirectoryInfo folder) =>
        folder.LinkTarget is not null && folder.ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? target.FullName.TrimEnd(System.IO.Path.DirectorySeparatorChar)
            : folder.FullName.TrimEnd(System.IO.Path.DirectorySeparatorChar);
}
