using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Network.Predictions;
using SkiaSharp;

namespace IlgpuCnn.Cli.Reports.Predictions;

/// <summary>A confusion matrix as a picture, a square a pair: the darker, the larger its share of the row.</summary>
public static class ConfusionPicture
{
    private const int MostBytes = 1_000_000;
    private const int MostNamed = 120;
    private const int Large = 24;
    private const int Named = 16;
    private const int Side = 1000;
    private const int MostLarge = 40;

    private static readonly SKColor Right = SKColor.Parse("#0072b2");
    private static readonly SKColor Wrong = SKColor.Parse("#b3261e");

    /// <summary>The picture, with the names of classes beside the rows where there is room.</summary>
    public static ReportPicture Of(EvaluatedSplit split)
    {
        using SKBitmap bitmap = Draw(split.Result.Confusion);
        int classes = split.ClassNames.Length;
        int cell = classes <= MostLarge ? Large : classes <= MostNamed ? Named : Math.Max(1, Side / classes);
        return new ReportPicture(
            "Confusion matrix",
            "A row a class, a column what its images are predicted as, in the same order. The darker a square, the larger "
            + "its share of the row; what is right is blue and lies on the diagonal, mistakes are red.",
            "Shares of each class's images by predicted class",
            PageImage.DataAddress(bitmap, MostBytes), classes * cell, cell,
            classes <= MostNamed ? split.ClassNames : [.. split.ClassNames.Select(_ => "")]);
    }

    /// <summary>The matrix, a pixel a pair. The caller owns the bitmap.</summary>
    public static SKBitmap Draw(ConfusionMatrix matrix)
    {
        SKBitmap bitmap = new(matrix.Classes, matrix.Classes, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int label = 0; label < matrix.Classes; label++)
        {
            int support = matrix.Support(label);
            for (int c = 0; c < matrix.Classes; c++)
            {
                double share = support == 0 ? 0 : (double)matrix[label, c] / support;
                bitmap.SetPixel(c, label, Shade(label == c ? Right : Wrong, share));
            }
        }

        return bitmap;
    }

    // The root lets rare mistakes be seen.
    private static SKColor Shade(SKColor full, double share)
    {
        double depth = Math.Sqrt(share);
        return new SKColor(Mix(full.Red), Mix(full.Green), Mix(full.Blue));

        byte Mix(byte channel) => (byte)Math.Round(byte.MaxValue + ((channel - byte.MaxValue) * depth));
    }
}
