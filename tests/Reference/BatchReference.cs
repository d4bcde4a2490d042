using IlgpuCnn.Kernels.Batches;

namespace IlgpuCnn.Tests.Reference;

/// <summary>One batch in double, one output pixel after another; made to be read, not to be fast.</summary>
internal sealed record BatchReference(
    BatchShape Shape, byte[] Pixels, double[] Mean, double[] Deviation, Augmentation Augmentation)
{
    /// <summary>x for the images at <paramref name="indices"/>, each under its own transform.</summary>
    public double[] Load(int[] indices, BatchTransform[] transforms)
    {
        List<double> x = [];
        for (int k = 0; k < indices.Length; k++)
        {
            for (int h = 0; h < Shape.H; h++)
            {
                for (int w = 0; w < Shape.W; w++)
                    x.AddRange(Pixel(indices[k], transforms[k], h, w).Select((v, c) => (v - Mean[c]) / Deviation[c]));
            }
        }

        return [.. x];
    }

    /// <summary>Mean luma of one image, in RGB or of one channel.</summary>
    public double MeanLuma(int index) => Enumerable.Range(0, Shape.ImagePixels).Average(p => Luma(
        [.. Enumerable.Range(0, Shape.C).Select(c => Byte(index, p / Shape.W, p % Shape.W, c) / 255.0)]));

    private double[] Pixel(int index, BatchTransform t, int h, int w)
    {
        double centreY = (Shape.H - 1) / 2.0;
        double centreX = (Shape.W - 1) / 2.0;
        double dy = h + t.ShiftY - centreY;
        double dx = (t.Flip == 1 ? Shape.W - 1 - w : w) + t.ShiftX - centreX;
        double y = (t.Cos * dy) - (t.Sin * dx) + centreY;
        double x = (t.Cos * dx) + (t.Sin * dy) + centreX;

        // Bilinear sampling as its definition: every pixel of the image under a tent of width 2.
        double coverage = 0;
        double[] sum = new double[Shape.C];
        for (int sy = 0; sy < Shape.H; sy++)
        {
            for (int sx = 0; sx < Shape.W; sx++)
            {
                double weight = Math.Max(0, 1 - Math.Abs(y - sy)) * Math.Max(0, 1 - Math.Abs(x - sx));
                coverage += weight;
                for (int c = 0; c < Shape.C; c++)
                    sum[c] += weight * Byte(index, sy, sx, c) / 255;
            }
        }

        if (Augmentation.Jitter == 0 || coverage == 0)
            return sum;
        double[] colour = [.. sum.Select(v => v / coverage)];
        double[] jittered =
            Shape.C == 1 ? Contrast(colour, t, MeanLuma(index)) : Jitter(colour, t, MeanLuma(index));
        return [.. jittered.Select(v => v * coverage)];
    }

    /// <summary>The four operations of torchvision's ColorJitter on one RGB colour, in their fixed order.</summary>
    public static double[] Jitter(double[] rgb, BatchTransform t, double meanLuma)
    {
        rgb = Contrast(rgb, t, meanLuma);
        double grey = Luma(rgb);
        rgb = [.. rgb.Select(v => Clamp((t.Saturation * v) + ((1 - t.Saturation) * grey)))];
        (double hue, double saturation, double value) = ToHsv(rgb);
        return FromHsv(hue + t.Hue, saturation, value);
    }

    /// <summary>Brightness and contrast, which take every channel by itself.</summary>
    private static double[] Contrast(double[] colour, BatchTransform t, double meanLuma)
    {
        double pivot = Clamp(meanLuma * t.Brightness);
        return [.. colour.Select(v => Clamp((t.Contrast * Clamp(v * t.Brightness)) + ((1 - t.Contrast) * pivot)))];
    }

    private static (double H, double S, double V) ToHsv(double[] rgb)
    {
        double value = rgb.Max();
        double chroma = value - rgb.Min();
        if (chroma == 0)
            return (0, 0, value);
        double sixth = value == rgb[0] ? (rgb[1] - rgb[2]) / chroma
            : value == rgb[1] ? 2 + ((rgb[2] - rgb[0]) / chroma)
            : 4 + ((rgb[0] - rgb[1]) / chroma);
        return (sixth / 6, chroma / value, value);
    }

    private static double[] FromHsv(double hue, double saturation, double value)
    {
        double sixths = (hue - Math.Floor(hue)) * 6;
        double f = sixths - Math.Floor(sixths);
        double p = value * (1 - saturation);
        double q = value * (1 - (saturation * f));
        double t = value * (1 - (saturation * (1 - f)));
        return ((int)sixths % 6) switch
        {
            0 => [value, t, p],
            1 => [q, value, p],
            2 => [p, value, t],
            3 => [p, q, value],
            4 => [t, p, value],
            _ => [value, p, q],
        };
    }

    private byte Byte(int index, int h, int w, int c) =>
        Pixels[(((((index * Shape.H) + h) * Shape.W) + w) * Shape.C) + c];

    private static double Luma(double[] colour) =>
        colour.Length == 1 ? colour[0] : (0.299 * colour[0]) + (0.587 * colour[1]) + (0.114 * colour[2]);

    private static double Clamp(double v) => Math.Clamp(v, 0, 1);
}
