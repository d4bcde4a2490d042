namespace IlgpuCnn.Data.Images;

/// <summary>
/// The bytes of many images of one length, one image after another: in an array, or in a file that is mapped into memory,
/// of which only what is read takes memory. An array is taken as it is, by conversion. Thread-safe for reading.
/// </summary>
public abstract class ImagePixels
{
    /// <summary>Bytes of all images.</summary>
    public abstract long Length { get; }

    /// <summary>An array as pixels; it is not copied.</summary>
    public static implicit operator ImagePixels(byte[] pixels) => new ArrayPixels(pixels);

    /// <summary>The bytes of one image.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <param name="imageLength">Bytes of an image.</param>
    public abstract ReadOnlySpan<byte> Image(int index, int imageLength);

    /// <summary>Some of the images, in the order given.</summary>
    /// <param name="indices">Which.</param>
    /// <param name="imageLength">Bytes of an image.</param>
    public abstract ImagePixels Select(IReadOnlyList<int> indices, int imageLength);

    private sealed class ArrayPixels(byte[] pixels) : ImagePixels
    {
        public override long Length => pixels.LongLength;

        public override ReadOnlySpan<byte> Image(int index, int imageLength) =>
            pixels.AsSpan(checked(index * imageLength), imageLength);

        public override ImagePixels Select(IReadOnlyList<int> indices, int imageLength)
        {
            byte[] chosen = new byte[(long)indices.Count * imageLength];
            for (int i = 0; i < indices.Count; i++)
                Image(indices[i], imageLength).CopyTo(chosen.AsSpan(i * imageLength, imageLength));
            return chosen;
        }
    }
}
