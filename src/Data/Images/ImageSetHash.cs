using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace IlgpuCnn.Data.Images;

/// <summary>
/// Short names of data, by which a score is known to belong to it: XxHash128 in hexadecimal. They guard against mixing
/// things up, not against forgery.
/// </summary>
public static class ImageSetHash
{
    /// <summary>Of size, number, order and bytes of the images.</summary>
    public static string OfImages(ImageSet images)
    {
        XxHash128 hash = new();
        hash.Append(MemoryMarshal.AsBytes<int>([images.Height, images.Width, images.Channels, images.Count]));
        for (int i = 0; i < images.Count; i++)
            hash.Append(images.Image(i));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>Of the labels in order, and the names of the classes.</summary>
    public static string OfLabels(ImageSet images)
    {
        XxHash128 hash = new();
        hash.Append(MemoryMarshal.AsBytes<int>(images.Labels));
        hash.Append(Encoding.UTF8.GetBytes(string.Join('\n', images.ClassNames)));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>Of each image's bytes alone, to find the same image in another set.</summary>
    public static ulong[] OfEachImage(ImageSet images)
    {
        ulong[] hashes = new ulong[images.Count];
        for (int i = 0; i < hashes.Length; i++)
            hashes[i] = XxHash3.HashToUInt64(images.Image(i));
        return hashes;
    }
}
