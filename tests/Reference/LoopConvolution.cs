using IlgpuCnn.Kernels;

namespace IlgpuCnn.Tests.Reference;

/// <summary>The three passes of a convolution in double, in the order that runs fastest in plain loops.</summary>
public static class LoopConvolution
{
    public static double[] Forward(Conv2DShape s, double[] x, double[] w, double[] b)
    {
        double[] y = new double[s.OutputLength];
        for (int i = 0; i < y.Length; i++)
            y[i] = b[i % s.OutC];
        EachImage(s, (output, input, weight) =>
        {
            double value = x[input];
            for (int oc = 0; oc < s.OutC; oc++)
                y[output + oc] += value * w[weight + oc];
        });
        return y;
    }

    public static double[] BackwardInput(Conv2DShape s, double[] dy, double[] w)
    {
        double[] dx = new double[s.InputLength];
        EachImage(s, (output, input, weight) =>
        {
            double sum = 0;
            for (int oc = 0; oc < s.OutC; oc++)
                sum += dy[output + oc] * w[weight + oc];
            dx[input] += sum;
        });
        return dx;
    }

    public static (double[] Weight, double[] Bias) BackwardWeight(Conv2DShape s, double[] x, double[] dy)
    {
        double[] dw = new double[s.WeightLength];
        double[] db = new double[s.OutC];
        Each(s, 0, s.N, (output, input, weight) =>
        {
            double value = x[input];
            for (int oc = 0; oc < s.OutC; oc++)
                dw[weight + oc] += value * dy[output + oc];
        });
        for (int i = 0; i < dy.Length; i++)
            db[i % s.OutC] += dy[i];
        return (dw, db);
    }

    private static void EachImage(Conv2DShape s, Action<int, int, int> body) =>
        Parallel.For(0, s.N, n => Each(s, n, n + 1, body));

    // Calls with the offsets of y[n, oh, ow, 0], x[n, h, w, ic] and w[kh, kw, ic, 0] for every tap inside the image.
    private static void Each(Conv2DShape s, int firstImage, int lastImage, Action<int, int, int> body)
    {
        for (int pixel = firstImage * s.OutH * s.OutW; pixel < lastImage * s.OutH * s.OutW; pixel++)
        {
            int n = pixel / (s.OutH * s.OutW);
            for (int tap = 0; tap < s.KH * s.KW; tap++)
            {
                int h = (pixel / s.OutW % s.OutH * s.Stride) - s.PadTop + (tap / s.KW * s.Dilation);
                int w = (pixel % s.OutW * s.Stride) - s.PadLeft + (tap % s.KW * s.Dilation);
                if (h < 0 || w < 0 || h >= s.H || w >= s.W)
                    continue;
                for (int ic = 0; ic < s.InC; ic++)
                {
                    body(
                        pixel * s.OutC, ((((n * s.H) + h) * s.W) + w) * s.InC + ic, ((tap * s.InC) + ic) * s.OutC);
                }
            }
        }
    }
}
