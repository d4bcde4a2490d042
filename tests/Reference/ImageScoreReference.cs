namespace IlgpuCnn.Tests.Reference;

/// <summary>Scores of one RGB image (H, W, 3) in double, written to be understood.</summary>
public static class ImageScoreReference
{
    /// <summary>Sobel's magnitude at every pixel with eight neighbours.</summary>
    public static double[] Magnitudes(byte[] image, int height, int width)
    {
        int[,] kernel = { { -1, 0, 1 }, { -2, 0, 2 }, { -1, 0, 1 } };
        double[] luma = Luma(image);
        List<double> magnitudes = [];
        for (int h = 1; h < height - 1; h++)
        {
            for (int w = 1; w < width - 1; w++)
            {
                double gx = 0;
                double gy = 0;
                for (int y = -1; y <= 1; y++)
                {
                    for (int x = -1; x <= 1; x++)
                    {
                        double l = luma[((h + y) * width) + w + x];
                        gx += kernel[y + 1, x + 1] * l;
                        gy += kernel[x + 1, y + 1] * l;
                    }
                }

                magnitudes.Add(Math.Sqrt((gx * gx) + (gy * gy)));
            }
        }

        return [.. magnitudes];
    }

    public static double BrightnessVariance(byte[] image)
    {
        double[] luma = Luma(image);
        double mean = luma.Average();
        return luma.Average(l => (l - mean) * (l - mean));
    }

    public static double Entropy(byte[] image)
    {
        int pixels = image.Length / 3;
        IEnumerable<int> bins = Enumerable.Range(0, pixels).Select(
            p => ((299 * image[3 * p]) + (587 * image[(3 * p) + 1]) + (114 * image[(3 * p) + 2]) + 500) / 1000);
        return bins.CountBy(bin => bin).Sum(bin => -(double)bin.Value / pixels * Math.Log2((double)bin.Value / pixels));
    }

    public static double Colourfulness(byte[] image)
    {
        int pixels = image.Length / 3;
        double[] rg = [.. Enumerable.Range(0, pixels).Select(p => (double)image[3 * p] - image[(3 * p) + 1])];
        double[] yb = [.. Enumerable.Range(0, pixels).Select(
            p => (0.5 * (image[3 * p] + image[(3 * p) + 1])) - image[(3 * p) + 2])];
        double variance = Variance(rg) + Variance(yb);
        double means = (rg.Average() * rg.Average()) + (yb.Average() * yb.Average());
        return Math.Sqrt(variance) + (0.3 * Math.Sqrt(means));
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }

    private static double[] Luma(byte[] image) => [.. Enumerable.Range(0, image.Length / 3).Select(
        p => ((0.299 * image[3 * p]) + (0.587 * image[(3 * p) + 1]) + (0.114 * image[(3 * p) + 2])) / 255)];
}
