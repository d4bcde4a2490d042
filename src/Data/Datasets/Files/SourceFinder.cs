using IlgpuCnn.Data.Files;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>Finds the image files that a path stands for, and their classes.</summary>
internal sealed class SourceFinder
{
    private readonly string path;
    private readonly byte[]? list;
    private readonly IReadOnlyList<ListedImage>? rows;

    /// <summary>Looks at what there is; of a list the content is read, of a folder or archive nothing.</summary>
    /// <param name="path">A folder, a list or an archive.</param>
    /// <exception cref="InputException">There is none, or it can't be read.</exception>
    public SourceFinder(string path)
    {
        this.path = path;
        if (!ImageList.IsList(path))
        {
            Store = FileStore.Open(path);
            return;
        }

        list = FileFaults.Reading("the list of images", path, () => File.ReadAllBytes(path));
        rows = ImageList.Read(list, path);
        Store = new FolderStore(Path.GetDirectoryName(Path.GetFullPath(path))!, [.. rows.Select(row => row.Name)]);
    }

    /// <summary>Where the files lie.</summary>
    public FileStore Store { get; }

    /// <summary>A text that is another when a file, or what is said of one, is.</summary>
    public string Stamp() => list is null
        ? Store.Stamp()
        : $"{Store.Stamp()}\n{Convert.ToHexStringLower(System.IO.Hashing.XxHash128.Hash(list))}";

    /// <summary>The images with their classes, in the order of their names, or of the list.</summary>
    /// <exception cref="InputException">There are none, or a list names what is not there.</exception>
    public SourceImages Find()
    {
        FileListing listing = Store.List();
        if (rows is not null)
            return Listed(rows, listing);
        return ImageList.In(listing) is { } manifest
            ? Listed(
                [
                    .. ImageList.Read(ContentOf(manifest), $"{path}/{manifest.Name}")
                        .Select(row => row with { Name = manifest.Name[..(manifest.Name.LastIndexOf('/') + 1)] + row.Name }),
                ],
                listing)
            : FolderLayout.Of(listing, path);
    }

    private static SourceImages Listed(IReadOnlyList<ListedImage> rows, FileListing listing)
    {
        Dictionary<string, StoredFile> files = listing.Files.ToDictionary(file => file.Name);
        return new SourceImages(
            [
                .. rows.Select(row => new SourceImage(
                    files.GetValueOrDefault(row.Name, new StoredFile(row.Name, -1)), row.Class, row.Split)),
            ],
            [.. rows.Select(row => row.Class).Distinct()], []);
    }

    private byte[] ContentOf(StoredFile manifest)
    {
        FileContent content = Store.Read([manifest], manifest.Length).Single();
        return content.Bytes ?? throw new InputException(content.Fault!);
    }
}
