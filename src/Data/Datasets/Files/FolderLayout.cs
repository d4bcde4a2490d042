using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>
/// Finds images and classes by folders: train, val and test with a folder a class in them, or folders of classes alone.
/// Files in folders of a class's folder belong to the class.
/// </summary>
public static class FolderLayout
{
    private static readonly string[] Extensions =
        [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".tga", ".ppm", ".pgm"];

    /// <summary>Whether a name is that of an image, be it of a format that is read or not.</summary>
    public static bool IsImage(string name) =>
        Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>The images of a listing.</summary>
    /// <param name="listing">What lies in the folder or archive.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="InputException">There are no folders of classes with images in them.</exception>
    internal static SourceImages Of(FileListing listing, string path)
    {
        StoredFile[] files = [.. listing.Files.Where(file => !IsHidden(file.Name))];
        string[] folders = [.. listing.Folders.Where(folder => !IsHidden(folder))];
        StoredFile[] images = [.. files.Where(file => IsImage(file.Name))];
        string root = Root(images, folders);
        List<string> notes = [];
        Note(notes, files.Length - images.Length, "file that is no image, by its name", "files that are no images, by their names");
        string[] splits = [.. Children(folders, root).Where(name => IsSplit(folders, root + name))];
        bool hasSplits = splits.Any(name => SourceImages.SplitOf(name) == SplitKind.Train);
        if (splits.Length > 0)
        {
            RequireClear(path, splits, [.. Children(folders, root).Except(splits).Where(
                name => images.Any(file => file.Name.StartsWith($"{root}{name}/", StringComparison.Ordinal)))], hasSplits);
        }

        string[] tops = hasSplits ? [.. splits.Select(name => $"{root}{name}/")] : [root];
        List<SourceImage> found = [];
        int outside = 0;
        foreach (StoredFile file in images)
        {
            string? top = tops.FirstOrDefault(top => file.Name.StartsWith(top, StringComparison.Ordinal));
            string[] parts = top is null ? [] : file.Name[top.Length..].Split('/');
            if (parts.Length < 2)
                outside++;
            else
                found.Add(new SourceImage(file, parts[0], hasSplits ? SplitOf(top!, root) : null));
        }

        Note(notes, outside, "image outside of every folder of a class", "images outside of every folder of a class");
        string[] classes = [.. tops.SelectMany(top => Children(folders, top)).Distinct()];
        return found.Count > 0 ? new SourceImages(found, classes, notes) : throw Nothing(path, images.Length);
    }

    // What is a split and what a class must not be guessed: a label that is wrong is worse than none.
    private static void RequireClear(string path, string[] splits, string[] others, bool hasSplits)
    {
        if (hasSplits && others.Length > 0)
        {
            throw new InputException(
                $"'{path}' has the folders {string.Join(", ", splits)}, with classes in them, and beside them "
                + $"{string.Join(", ", others)}: take those away, or name a list of files and labels (.csv).");
        }

        if (!hasSplits && others.Length == 0)
        {
            throw new InputException(
                $"'{path}' has the folders {string.Join(", ", splits)} and no folder train: name what is for training so.");
        }
    }

    /// <summary>The images in a folder and the folders in it, as a data set finds them: nothing hidden, no loop of links.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputException">It can't be read.</exception>
    public static IReadOnlyList<string> FilesIn(string folder) =>
    [
        .. new FolderStore(folder).List().Files.Select(file => file.Name).Where(name => IsImage(name) && !IsHidden(name))
            .Select(name => Path.Combine(folder, name)),
    ];

    private static InputException Nothing(string path, int images) => new(
        $"'{path}' has {(images == 0 ? "no images" : "images, but no folders of classes with images")} in it: make a folder "
        + "for each class, or folders train, val and test with these in them, or name a list of files and labels (.csv).");

    private static void Note(List<string> notes, int count, string one, string many)
    {
        if (count > 0)
            notes.Add($"{NumberText.Count(count)} {(count == 1 ? one : many)}, left aside.");
    }

    private static SplitKind SplitOf(string top, string root) => SourceImages.SplitOf(top[root.Length..^1])!.Value;

    // An archive is often one folder with everything in it.
    private static string Root(StoredFile[] images, string[] folders)
    {
        string root = "";
        while (Children(folders, root) is [var only] && Children(folders, $"{root}{only}/").Length > 0
            && images.All(file => file.Name[(root.Length + only.Length + 1)..].Contains('/')))
        {
            root = $"{root}{only}/";
        }

        return root;
    }

    // A class can be called train, too: what is a split has classes in it.
    private static bool IsSplit(string[] folders, string folder) =>
        SourceImages.SplitOf(Path.GetFileName(folder)) is not null && Children(folders, folder + "/").Length > 0;

    private static string[] Children(string[] folders, string parent) =>
    [
        .. folders.Where(folder => folder.StartsWith(parent, StringComparison.Ordinal))
            .Select(folder => folder[parent.Length..]).Where(name => name.Length > 0 && !name.Contains('/')),
    ];

    private static bool IsHidden(string name) =>
        name.Split('/').Any(part => part.StartsWith('.') || part is "__MACOSX" or "Thumbs.db" or "desktop.ini");
}
