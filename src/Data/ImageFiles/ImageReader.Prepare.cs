using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Advanced;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;
using SixLabors.ImageSharp.Processing.Processors.Transforms;

namespace IlgpuCnn.Data.ImageFiles;

/// <content>From decoded pixels to prepared ones: flat, upright, fitted, as bytes.</content>
public sealed partial class ImageReader
{
    private static PreparedImage Prepare(Image<Rgba32> image, EncodedImage encoded, ImagePreparation preparation)
    {
        Flatten(image, preparation.Background);
        using Image<Rgba32>? canvas = encoded.Canvas == encoded.Frame ? null : Place(image, encoded, preparation.Background);
        Image<Rgba32> upright = canvas ?? image;
        Turn(upright, encoded.Orientation);

        ImageSize source = encoded.Upright;
        ImageGeometry fit = ImageGeometry.Of(source, preparation.Resize ?? source, preparation.Fit);
        if (fit.Source != source)
            upright.Mutate(all => all.Crop(new Rectangle(fit.SourceLeft, fit.SourceTop, fit.Source.Width, fit.Source.Height)));
        if (fit.Source != fit.Target)
            Scale(upright, fit.Target, preparation.Resampler);
        return new PreparedImage(
            fit.Whole.Height, fit.Whole.Width, preparation.Channels, Bytes(upright, fit, preparation),
            source.Width, source.Height, encoded.Format);
    }

    // Over the background, in whole bytes, rounded: the same bits wherever it runs.
    private static void Flatten(Image<Rgba32> image, ImageColour background) => image.ProcessPixelRows(rows =>
    {
        for (int y = 0; y < rows.Height; y++)
        {
            foreach (ref Rgba32 pixel in rows.GetRowSpan(y))
            {
                if (pixel.A == byte.MaxValue)
                    continue;
                pixel = new Rgba32(
                    Over(pixel.R, background.Red, pixel.A), Over(pixel.G, background.Green, pixel.A),
                    Over(pixel.B, background.Blue, pixel.A));
            }
        }
    });

    private static byte Over(int colour, int background, int alpha) =>
        (byte)(((colour * alpha) + (background * (byte.MaxValue - alpha)) + (byte.MaxValue / 2)) / byte.MaxValue);

    private static Image<Rgba32> Place(Image<Rgba32> frame, EncodedImage encoded, ImageColour background)
    {
        Image<Rgba32> canvas = new(
            frame.GetConfiguration(), encoded.Canvas.Width, encoded.Canvas.Height,
            new Rgba32(background.Red, background.Green, background.Blue));
        frame.ProcessPixelRows(canvas, (from, to) =>
        {
            for (int y = 0; y < from.Height; y++)
                from.GetRowSpan(y).CopyTo(to.GetRowSpan(encoded.Top + y)[encoded.Left..]);
        });
        return canvas;
    }

    // Exif 2.32, 4.6.4 A: where the stored row 0 and column 0 are to be seen.
    private static void Turn(Image<Rgba32> image, int orientation)
    {
        (RotateMode rotate, FlipMode flip) = orientation switch
        {
            2 => (RotateMode.None, FlipMode.Horizontal),
            3 => (RotateMode.Rotate180, FlipMode.None),
            4 => (RotateMode.None, FlipMode.Vertical),
            5 => (RotateMode.Rotate90, FlipMode.Horizontal),
            6 => (RotateMode.Rotate90, FlipMode.None),
            7 => (RotateMode.Rotate90, FlipMode.Vertical),
            8 => (RotateMode.Rotate270, FlipMode.None),
            _ => (RotateMode.None, FlipMode.None),
        };
        if (orientation != ExifOrientation.Upright)
            image.Mutate(all => all.RotateFlip(rotate, flip));
    }

    private static void Scale(Image<Rgba32> image, ImageSize target, ImageResampler resampler)
    {
        IResampler filter = resampler switch
        {
            ImageResampler.Nearest => KnownResamplers.NearestNeighbor,
            ImageResampler.Box => KnownResamplers.Box,
            ImageResampler.Bilinear => KnownResamplers.Triangle,
            ImageResampler.Mitchell => KnownResamplers.MitchellNetravali,
            ImageResampler.Lanczos2 => KnownResamplers.Lanczos2,
            ImageResampler.Lanczos3 => KnownResamplers.Lanczos3,
            _ => KnownResamplers.Bicubic,
        };
        image.Mutate(all => all.Resize(new ResizeOptions
        {
            Size = new Size(target.Width, target.Height),
            Mode = ResizeMode.Stretch,
            Sampler = filter,
            PremultiplyAlpha = false,
        }));
    }

    private static byte[] Bytes(Image<Rgba32> image, ImageGeometry fit, ImagePreparation preparation)
    {
        int channels = preparation.Channels;
        byte[] bytes = new byte[fit.Whole.Pixels * channels];
        if (fit.Target != fit.Whole)
            Fill(bytes, preparation.Background, channels);
        image.ProcessPixelRows(rows =>
        {
            for (int y = 0; y < rows.Height; y++)
            {
                int place = (((fit.TargetTop + y) * fit.Whole.Width) + fit.TargetLeft) * channels;
                foreach (Rgba32 pixel in rows.GetRowSpan(y))
                {
                    Write(bytes, place, channels, pixel.R, pixel.G, pixel.B);
                    place += channels;
                }
            }
        });
        return bytes;
    }

    private static void Fill(byte[] bytes, ImageColour colour, int channels)
    {
        for (int place = 0; place < bytes.Length; place += channels)
            Write(bytes, place, channels, colour.Red, colour.Green, colour.Blue);
    }

    private static void Write(byte[] bytes, int place, int channels, byte red, byte green, byte blue)
    {
        if (channels == 1)
        {
            // The luma of ITU-R BT.601 in thousandths, rounded: a grey pixel keeps its byte.
            bytes[place] = (byte)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);
            return;
        }

        bytes[place] = red;
        bytes[place + 1] = green;
        bytes[place + 2] = blue;
    }
}
