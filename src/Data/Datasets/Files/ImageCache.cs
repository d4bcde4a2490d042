using System.Globalization;
using System.IO.Hashing;
using System.Text;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Data.ImageFiles;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>
/// Prepared images, kept in the cache folder so that a file is decoded once. What was made of the same files, known by
/// names, lengths and times, is found without reading any of them; where only times differ, by their content.
/// </summary>
public static class ImageCache
{
    // Another one where a preparation gives other pixels than before.
    private const int Version = 1;

    /// <summary>Where it is.</summary>
    public static string Folder => Path.Combine(CacheFolder.Default, "images");

    /// <summary>Bytes of everything in it.</summary>
    public static long Bytes() => Directory.Exists(Folder)
        ? new DirectoryInfo(Folder).EnumerateFiles().Sum(file => file.Length)
        : 0;

    /// <summary>Deletes everything in it.</summary>
    /// <exception cref="InputException">A file can't be deleted.</exception>
    public static void Clear() => FileFaults.Say("clear", "the cache of images", Folder, "", () =>
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        return true;
    });

    /// <summary>The prepared images of a source, made where they are not there.</summary>
    /// <exception cref="InputException">They can't be read, made or stored.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left half-written.</exception>
    internal static ImageCacheFile Open(
        SourceFinder finder, ImagePreparation preparation, ImageLimits limits, DatasetContext context)
    {
        string how = string.Create(
            CultureInfo.InvariantCulture,
            $"{Version}\n{preparation}\n{limits.MaxSide} {limits.MaxPixels} {limits.MaxBytes}\n");
        string note = Path.Combine(Folder, Hash(how + finder.Stamp()) + ".source");
        if (File.Exists(note) && Named(note) is { } known)
            return known;

        SourceImages source = finder.Find();
        string listing = Hash(how + string.Join('\n', source.Images.Select(image =>
            $"{image.File.Name}\n{image.File.Length}\n{image.Class}\n{image.Split}")) + string.Join('\n', source.Classes));
        ImageDecoding decoding = new(finder.Store, source, preparation, limits, context);
        return FileFaults.Say(
            "fill", "the cache of images", Folder, "The environment variable ILGPUCNN_CACHE names another place.", () =>
            {
                Directory.CreateDirectory(Folder);
                ImageCacheFile file = OfSameContent(listing, decoding) ?? Make(listing, source, preparation, decoding);
                if (decoding.HasReadAll)
                    WholeFile.Replace(note, Encoding.UTF8.GetBytes(Path.GetFileName(file.Path)));
                return file;
            });
    }

    private static ImageCacheFile? Named(string note) => FileFaults.Reading("", note, () =>
        ImageCacheFile.Open(Path.Combine(Folder, Path.GetFileName(File.ReadAllText(note)))));

    private static ImageCacheFile? OfSameContent(string listing, ImageDecoding decoding) =>
        Directory.EnumerateFiles(Folder, $"{listing}-*.images").Any()
            ? ImageCacheFile.Open(PathOf(listing, decoding.ReadContentHash()))
            : null;

    private static ImageCacheFile Make(
        string listing, SourceImages source, ImagePreparation preparation, ImageDecoding decoding)
    {
        if (preparation.Resize is { } size)
            RequireSpace(source.Images.Count * size.Pixels * preparation.Channels);
        return ImageCacheFile.Create(Folder, decoding.Run, () => PathOf(listing, decoding.ContentHash()));
    }

    private static string PathOf(string listing, string content) => Path.Combine(Folder, $"{listing}-{content}.images");

    private static void RequireSpace(long needed)
    {
        long free = new DriveInfo(Path.GetFullPath(Folder)).AvailableFreeSpace;
        if (needed > free)
        {
            throw new InputException(
                $"The prepared images take {NumberText.Count(needed)} bytes in '{Folder}', and {NumberText.Count(free)} are free "
                + $"there: give {new Setting("prepare")} a smaller size, or name another place in the environment variable "
                + "ILGPUCNN_CACHE.");
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(text)));
}
