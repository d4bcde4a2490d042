using IlgpuCnn.Kernels;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata;
using SixLabors.ImageSharp.PixelFormats;

namespace IlgpuCnn.Data.ImageFiles;

/// <summary>
/// Decodes PNG, JPEG, GIF and WebP files and prepares them for a network. A file is taken apart first: what does not
/// hold together or asks for more than the limits is refused before anything is decoded, and the decoder gets the first
/// frame's pixels without any metadata. Thread-safe; images that are read at the same time take their memory each.
/// </summary>
/// <remarks>
/// ImageSharp 2.1.13 is the newest under the Apache licence. Advisories on it that are known end before: the
/// freed memory in PNG (GHSA-65x7-c272-7g7r) with 2.1.7, unbounded and uncleared memory (GHSA-g85r-6x2q-45w7,
/// GHSA-5x7m-6737-26cr) with 2.1.8, GIF's writes out of bounds and its memory (GHSA-63p8-c4ww-9cg7, GHSA-qxrv-gp6x-rc23)
/// with 2.1.9, more of those writes (GHSA-2cmq-823j-5qj8) with 2.1.10, the comment without end (GHSA-rxmq-m78w-7wmc) with
/// 2.1.11. None of them leans on the version alone here: sizes are bounded before decoding, memory while decoding; GIF
/// frames lie on a screen of their own size, so that no row is outside; comments and all other metadata are cut away;
/// buffers are cleared. What 2.1.13 still does is met likewise: it looks up colours of interlaced PNGs without a check
/// (palettes are made whole), makes gigabytes of tables for a lossless WebP of few bytes (their number is read first),
/// takes 2 GB for a BMP of 35 bytes (BMP, TIFF, TGA and PBM never reach it), inflates text without bound (text is cut
/// away), and for want of pixels leaves rows black or, in interlaced PNGs, never ends (pixels are counted).
/// </remarks>
public sealed partial class ImageReader
{
    // Buffers that are kept for the next image, not those in use.
    private const int PooledMegabytes = 32;

    private readonly ImageLimits limits;
    private readonly MemoryAllocator pool =
        MemoryAllocator.Create(new MemoryAllocatorOptions { MaximumPoolSizeMegabytes = PooledMegabytes });

    /// <summary>A reader.</summary>
    /// <param name="limits">What a file may ask for.</param>
    public ImageReader(ImageLimits limits) => this.limits = limits;

    /// <summary>The most bytes of a file: of one that has more, none need to be read.</summary>
    public long MaxBytes => limits.MaxBytes;

    /// <summary>The size of an image as it is to be seen, by its headers alone: no pixel is decoded.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InputException">It is no image that is read, cut short, damaged, or over the limits.</exception>
    public ImageSize Identify(ReadOnlyMemory<byte> file, string name)
    {
        ImageBytes bytes = new(file, name);
        return Guarded(bytes, "", () => Open(bytes).Upright);
    }

    /// <summary>Decodes an image and prepares it.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="preparation">What becomes of it.</param>
    /// <exception cref="InputException">It is no image that is read, cut short, damaged, or over the limits.</exception>
    public PreparedImage Read(ReadOnlyMemory<byte> file, string name, ImagePreparation preparation)
    {
        ImageBytes bytes = new(file, name);
        EncodedImage encoded = Guarded(bytes, "", () => Open(bytes));
        return Guarded(bytes, $"{encoded.Format} ", () =>
        {
            if (encoded.PixelBytes is { } pixels && pixels.Count() is var count && count < pixels.Needed)
                throw bytes.CutShort($"{pixels.Needed - count} bytes of its pixels are missing");
            using Image<Rgba32> image = Decode(encoded);
            return Prepare(image, encoded, preparation);
        });
    }

    // Damaged bytes lead decoders to whatever exception: an index out of range, a null, a lack of memory.
    private static T Guarded<T>(ImageBytes file, string format, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not InputException)
        {
            string reason = e is ImageFormatException or InvalidDataException
                ? e.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ')
                : e.GetType().Name;
            throw file.Damaged($"its {format}data can't be decoded ({reason})", e);
        }
    }

    private EncodedImage Open(ImageBytes bytes)
    {
        if (bytes.Length > limits.MaxBytes)
            throw bytes.NotRead($"has {bytes.Length} bytes, and {limits.MaxBytes} are read at most: make it smaller");
        EncodedImage encoded = ImageKind.Open(bytes);
        ImageSize size = encoded.Canvas;
        if (Math.Max(size.Width, size.Height) > limits.MaxSide)
            throw bytes.NotRead($"has {size} pixels, and a side of {limits.MaxSide} is read at most: make it smaller");
        return size.Pixels <= limits.MaxPixels
            ? encoded
            : throw bytes.NotRead(
                $"has {size} pixels, which are {size.Pixels}, and {limits.MaxPixels} are read at most: make it smaller");
    }

    private Image<Rgba32> Decode(EncodedImage encoded)
    {
        IImageDecoder decoder = encoded.Format switch
        {
            PngChunks.Format => new PngDecoder { IgnoreMetadata = true },
            JpegSegments.Format => new JpegDecoder { IgnoreMetadata = true },
            GifBlocks.Format => new GifDecoder { IgnoreMetadata = true, DecodingMode = FrameDecodingMode.First },
            _ => new WebpDecoder { IgnoreMetadata = true },
        };

        // No format is registered, so that nothing but the decoder that is named here can be reached.
        Configuration alone = new()
        {
            MaxDegreeOfParallelism = 1,
            MemoryAllocator = new BoundedAllocator(pool, MostBytes(encoded)),
        };
        Image<Rgba32> image = Image.Load<Rgba32>(alone, encoded.Data.Span, decoder);
        if (new ImageSize(image.Width, image.Height) == encoded.Frame)
            return image;
        image.Dispose();
        throw new InvalidImageContentException("another size than its header has");
    }

    // What the decoders need at most: four components of two bytes and the pixels of a progressive JPEG, twice the pixels
    // of a lossless WebP and the image; rows of floating-point numbers; the file.
    private static long MostBytes(EncodedImage encoded) =>
        (16 * encoded.Frame.Pixels) + (8 * encoded.Canvas.Pixels) + (2048L * (encoded.Frame.Width + encoded.Frame.Height))
        + (2L * encoded.Data.Length) + (16 << 20);
}
