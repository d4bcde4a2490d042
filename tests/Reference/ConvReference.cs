using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Tests.Reference;

/// <summary>Convolution as its formula reads, in double. A dense layer is a 1×1 convolution over 1×1 images.</summary>
public static class ConvReference
{
    /// <summary>x ∗ w + b, before any activation.</summary>
    public static double[] Forward(Conv2DShape s, double[] x, double[] w, double[] b)
    {
        double[] y = new double[s.OutputLength];
        for (int i = 0; i < y.Length; i++)
            y[i] = b[i % s.OutC];
        ForEachImage(s, (xi, wi, yi) =>
        {
            for (int oc = 0; oc < s.OutC; oc++)
                y[yi + oc] += x[xi] * w[wi + oc];
        });
        return y;
    }

    /// <summary>dx = dy ∗ᵀ w.</summary>
    public static double[] BackwardInput(Conv2DShape s, double[] dy, double[] w)
    {
        double[] dx = new double[s.InputLength];
        ForEachImage(s, (xi, wi, yi) =>
        {
            for (int oc = 0; oc < s.OutC; oc++)
                dx[xi] += dy[yi + oc] * w[wi + oc];
        });
        return dx;
    }

    /// <summary>dw = xᵀ ∗ dy.</summary>
    public static double[] BackwardWeight(Conv2DShape s, double[] x, double[] dy)
    {
        double[] dw = new double[s.WeightLength];
        ForEachTerm(s, 0, s.N, (xi, wi, yi) =>
        {
            for (int oc = 0; oc < s.OutC; oc++)
                dw[wi + oc] += x[xi] * dy[yi + oc];
        });
        return dw;
    }

    /// <summary>db = Σ dy.</summary>
    public static double[] BackwardBias(Conv2DShape s, double[] dy)
    {
        double[] db = new double[s.OutC];
        for (int i = 0; i < dy.Length; i++)
            db[i % s.OutC] += dy[i];
        return db;
    }

    /// <summary>f(x).</summary>
    public static double[] Activate(Activation kind, double[] x) => Array.ConvertAll(x, v => kind switch
    {
        Activation.Relu => Math.Max(v, 0),
        Activation.Elu => v > 0 ? v : Math.Exp(v) - 1,
        _ => v,
    });

    /// <summary>f′ from the output of f.</summary>
    public static double Derivative(Activation kind, double y) => kind switch
    {
        Activation.Relu => y > 0 ? 1 : 0,
        Activation.Elu => y > 0 ? 1 : y + 1,
        _ => 1,
    };

    // Images have terms of their own in x and y, so they can go side by side.
    private static void ForEachImage(Conv2DShape s, Action<int, int, int> term) =>
        Parallel.For(0, s.N, n => ForEachTerm(s, n, n + 1, term));

    // Every product of the convolution, all output channels at once, by its places in x, w and y.
    private static void ForEachTerm(Conv2DShape s, int firstImage, int lastImage, Action<int, int, int> term)
    {
        for (int n = firstImage; n < lastImage; n++)
            for (int oh = 0; oh < s.OutH; oh++)
                for (int ow = 0; ow < s.OutW; ow++)
                    ForEachTermOfPixel(s, n, oh, ow, term);
    }

    private static void ForEachTermOfPixel(Conv2DShape s, int n, int oh, int ow, Action<int, int, int> term)
    {
        for (int kh = 0; kh < s.KH; kh++)
        {
            for (int kw = 0; kw < s.KW; kw++)
            {
                int ih = (oh * s.Stride) + (kh * s.Dilation) - s.PadTop;
                int iw = (ow * s.Stride) + (kw * s.Dilation) - s.PadLeft;
                if (ih < 0 || ih >= s.H || iw < 0 || iw >= s.W)
                    continue;
                for (int ic = 0; ic < s.InC; ic++)
                {
                    term(
                        (((((n * s.H) + ih) * s.W) + iw) * s.InC) + ic,
                        ((((kh * s.KW) + kw) * s.InC) + ic) * s.OutC,
                        ((((n * s.OutH) + oh) * s.OutW) + ow) * s.OutC);
                }
            }
        }
    }
}
