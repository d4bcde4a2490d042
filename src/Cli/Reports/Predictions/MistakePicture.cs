using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Network.Predictions;
using SkiaSharp;

namespace IlgpuCnn.Cli.Reports.Predictions;

/// <summary>The most confident mistakes under each other, with what they are taken for.</summary>
public static class MistakePicture
{
    private const int Most = 24;
    private const int MostPixels = 8_000_000;
    private const int LongestSide = 16383; // of a WebP
    private const int MostBytes = 2_500_000;
    private const int Shown = 64;

    /// <summary>The picture; null where nothing is predicted wrongly, or an image is too large for any.</summary>
    public static ReportPicture? Of(EvaluatedSplit split)
    {
        ImageSet images = split.Images;
        if (images.Width > LongestSide || images.Height > LongestSide)
            return null;
        int fit = (int)Math.Min(LongestSide / images.Height, Math.Max(1, MostPixels / ((long)images.Height * images.Width)));
        IReadOnlyList<Mistake> mistakes = split.Result.Mistakes(Math.Min(Most, fit));
        if (mistakes.Count == 0)
            return null;
        using SKBitmap bitmap = Draw(images, mistakes);
        int scale = Math.Max(1, Shown / images.Height);
        return new ReportPicture(
            "The most confident mistakes",
            "The wrong predictions with the largest probability: the class, what it is predicted as, and how surely.",
            "Images that are predicted wrongly",
            PageImage.DataAddress(bitmap, MostBytes), images.Width * scale, images.Height * scale,
            [.. mistakes.Select(mistake => Caption(split, mistake))]);
    }

    /// <summary>An image, its class, the predicted one and its probability in per cent.</summary>
    public static string Caption(EvaluatedSplit split, Mistake mistake) =>
        $"{split.NameOf(mistake.Image)}: {split.ClassNames[mistake.Label]} → {split.ClassNames[mistake.Predicted]}, "
        + $"{NumberText.Percent(mistake.Probability)} %";

    private static SKBitmap Draw(ImageSet images, IReadOnlyList<Mistake> mistakes)
    {
        SKBitmap bitmap = new(
            images.Width, images.Height * mistakes.Count, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int i = 0; i < mistakes.Count; i++)
            ImagePainter.Put(bitmap, images.Image(mistakes[i].Image), images.Width, images.Channels, top: i * images.Height);
        return bitmap;
    }
}
