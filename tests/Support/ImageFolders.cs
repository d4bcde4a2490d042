using System.Formats.Tar;
using System.IO.Compression;
using IlgpuCnn.Tests.Data.ImageFiles;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace IlgpuCnn.Tests.Support;

/// <summary>Folders and archives of small PNG files, each of one colour.</summary>
internal static class ImageFolders
{
    private const int Side = 10;

    /// <summary>A PNG of one colour; images of one colour are the same image.</summary>
    public static byte[] Png(int colour, int side = Side) =>
        SampleFiles.Of(side, side, (_, _) => new Rgb24((byte)colour, (byte)(colour >> 8), 7)).Encoded(new PngEncoder());

    /// <summary>Writes a PNG for each name; the n-th has colour n.</summary>
    public static string Write(this TemporaryFolder folder, string name, params string[] files)
    {
        for (int i = 0; i < files.Length; i++)
            folder.Put($"{name}/{files[i]}", Png(i));
        return folder.File(name);
    }

    /// <summary>Writes a file and the folders above it.</summary>
    public static string Put(this TemporaryFolder folder, string name, byte[] content)
    {
        string path = folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A folder in an archive, whose ending says of which kind.</summary>
    public static string Packed(this TemporaryFolder folder, string path, string name)
    {
        string archive = folder.File(name);
        if (name.EndsWith(".zip", StringComparison.Ordinal))
        {
            ZipFile.CreateFromDirectory(path, archive, CompressionLevel.Fastest, includeBaseDirectory: true);
            return archive;
        }

        using FileStream file = File.Create(archive);
        using Stream content = name.EndsWith(".tar", StringComparison.Ordinal)
            ? file : new GZipStream(file, CompressionLevel.Fastest);
        TarFile.CreateFromDirectory(path, content, includeBaseDirectory: true);
        return archive;
    }
}
