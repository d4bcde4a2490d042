using System.Buffers.Binary;
using IlgpuCnn.Data.Images;
using Microsoft.Win32.SafeHandles;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>
/// Prepared images in one file: a page with the lengths of its parts, the pixels of one image after another, an index as
/// JSON. Image i begins at <see cref="PixelsAt"/> + i · its length, so that any part of the images can be read alone.
/// A file is there whole or not at all.
/// </summary>
internal sealed class ImageCacheFile
{
    /// <summary>Where the first image begins.</summary>
    public const int PixelsAt = 4096;

    private const ulong Magic = 0x31676D496E6E4349; // "ICnnImg1"
    private const int HeaderLength = 40;

    private ImageCacheFile(string path, ImageIndex index)
    {
        Path = path;
        Index = index;
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>What is known of the images.</summary>
    public ImageIndex Index { get; }

    /// <summary>Opens a file; null where it is missing or not whole.</summary>
    public static ImageCacheFile? Open(string path)
    {
        if (!File.Exists(path))
            return null;
        using SafeFileHandle file = File.OpenHandle(path, share: FileShare.Read | FileShare.Delete);
        byte[] header = new byte[HeaderLength];
        long length = RandomAccess.GetLength(file);
        if (RandomAccess.Read(file, header, 0) < HeaderLength || BinaryPrimitives.ReadUInt64LittleEndian(header) != Magic)
            return null;
        long imageLength = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8));
        long count = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(16));
        long indexLength = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(24));
        if (imageLength <= 0 || count <= 0 || indexLength is <= 0 or > int.MaxValue
            || length != PixelsAt + (imageLength * count) + indexLength)
        {
            return null;
        }

        byte[] json = new byte[indexLength];
        if (RandomAccess.Read(file, json, PixelsAt + (imageLength * count)) < indexLength)
            return null;
        ImageIndex? index = ImageIndex.Of(json);
        return index is not null && index.Images.Length == count && index.ImageLength() == imageLength
            ? new ImageCacheFile(path, index)
            : null;
    }

    /// <summary>Writes a file beside its place, and puts it there when it is complete.</summary>
    /// <param name="folder">Where it will lie.</param>
    /// <param name="write">Writes the pixels, and gives the index.</param>
    /// <param name="place">Its place, known when it is written.</param>
    /// <exception cref="IOException">It can't be written; nothing of it is left.</exception>
    public static ImageCacheFile Create(string folder, Func<SafeFileHandle, ImageIndex> write, Func<string> place)
    {
        string temporary = System.IO.Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
        try
        {
            ImageIndex index;
            using (SafeFileHandle file = File.OpenHandle(temporary, FileMode.Create, FileAccess.ReadWrite))
            {
                index = write(file);
                byte[] json = index.ToBytes();
                byte[] header = new byte[HeaderLength];
                BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
                BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), index.ImageLength());
                BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), index.Images.Length);
                BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), json.Length);
                RandomAccess.Write(file, json, PixelsAt + ((long)index.ImageLength() * index.Images.Length));
                RandomAccess.Write(file, header, 0);
                RandomAccess.FlushToDisk(file);
            }

            string path = place();
            File.Move(temporary, path, overwrite: true);
            return new ImageCacheFile(path, index);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Pixels of some of the images, in the file.</summary>
    public ImagePixels Pixels(int[] rows) => new MappedPixels(Path, PixelsAt, Index.ImageLength(), rows);
}
