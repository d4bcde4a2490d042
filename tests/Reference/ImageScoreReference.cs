using IlgpuCnn.Kernels;

namespace IlgpuCnn.Tests.Reference;

/// <summary>
/// Scores of images' bytes as their definitions read. Luma is decimal, so that its thousandths are exact where they are
/// rounded or compared.
/// </summary>
public sealed class ImageScoreReference(BatchShape s, byte[] pixels)
{
    private static readonly int[,] Sobel = { { -1, 0, 1 }, { -2, 0, 2 }, { -1, 0, 1 } };

    public double[] EdgeMean() => Scores(n => Interior(n, (h, w) => Math.Sqrt((double)SquaredMagnitude(n, h, w))));

    public double[] EdgeShare(decimal threshold) =>
        Scores(n => Interior(n, (h, w) => SquaredMagnitude(n, h, w) > threshold * threshold ? 1 : 0));

    public double[] Variance() => Scores(n => Variance([.. Lumas(n).Select(luma => (double)luma / 255)]));

    public double[] Entropy() => Scores(n => -Lumas(n)
        .CountBy(luma => Math.Floor(luma + 0.5m))
        .Select(bin => (double)bin.Value / s.ImagePixels)
        .Sum(p => p * Math.Log2(p)));

    public double[] Colourfulness() => Scores(n =>
    {
        double[] rg = [.. Colours(n).Select(c => (double)(c.R - c.G))];
        double[] yb = [.. Colours(n).Select(c => (0.5 * (c.R + c.G)) - c.B)];
        return Math.Sqrt(Variance(rg) + Variance(yb))
            + (0.3 * Math.Sqrt(Math.Pow(rg.Average(), 2) + Math.Pow(yb.Average(), 2)));
    });

    private double[] Scores(Func<int, double> score) => [.. Enumerable.Range(0, s.N).Select(score)];

    private double Interior(int n, Func<int, int, double> measure)
    {
        List<double> values = [];
        for (int h = 1; h < s.H - 1; h++)
            for (int w = 1; w < s.W - 1; w++)
                values.Add(measure(h, w));
        return values.Average();
    }

    private decimal SquaredMagnitude(int n, int h, int w)
    {
        decimal gx = 0;
        decimal gy = 0;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                decimal luma = Luma(Colour(n, h + i - 1, w + j - 1)) / 255;
                gx += Sobel[i, j] * luma / 4;
                gy += Sobel[j, i] * luma / 4;
            }
        }

        // 255 divides no power of ten, so the last of 28 digits is off where a threshold is met exactly.
        return Math.Round((gx * gx) + (gy * gy), 20);
    }

    private IEnumerable<decimal> Lumas(int n) => Colours(n).Select(Luma);

    private IEnumerable<(int R, int G, int B)> Colours(int n) =>
        from h in Enumerable.Range(0, s.H) from w in Enumerable.Range(0, s.W) select Colour(n, h, w);

    private (int R, int G, int B) Colour(int n, int h, int w)
    {
        int at = ((((n * s.H) + h) * s.W) + w) * 3;
        return (pixels[at], pixels[at + 1], pixels[at + 2]);
    }

    private static decimal Luma((int R, int G, int B) c) => (0.299m * c.R) + (0.587m * c.G) + (0.114m * c.B);

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(value => Math.Pow(value - mean, 2));
    }
}
