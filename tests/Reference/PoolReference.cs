using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Tests.Reference;

/// <summary>Pooling as its definition reads, window by window over the padded image, in double.</summary>
public static class PoolReference
{
    public static double[] Max(PoolShape s, double[] x) => Pool(s, x, window => window.Max());

    public static double[] Average(PoolShape s, double[] x) => Pool(s, x, window => window.Average());

    private static double[] Pool(PoolShape s, double[] x, Func<List<double>, double> reduce)
    {
        double[] y = new double[s.OutputLength];
        int at = 0;
        for (int n = 0; n < s.N; n++)
            for (int oh = 0; oh < s.OutH; oh++)
                for (int ow = 0; ow < s.OutW; ow++)
                    for (int c = 0; c < s.C; c++)
                        y[at++] = reduce(Window(s, x, n, oh, ow, c));
        return y;
    }

    private static List<double> Window(PoolShape s, double[] x, int n, int oh, int ow, int c)
    {
        List<double> window = [];
        for (int kh = 0; kh < s.KH; kh++)
        {
            for (int kw = 0; kw < s.KW; kw++)
            {
                int h = (oh * s.Stride) + kh - s.PadTop;
                int w = (ow * s.Stride) + kw - s.PadLeft;
                if (h >= 0 && h < s.H && w >= 0 && w < s.W)
                    window.Add(x[(((((n * s.H) + h) * s.W) + w) * s.C) + c]);
            }
        }

        return window;
    }
}
