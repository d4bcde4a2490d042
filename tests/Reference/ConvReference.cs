using IlgpuCnn.Kernels;

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
        ForEachTerm(s, (xi, wi, yi) => y[yi] += x[xi] * w[wi]);
        return y;
    }

    /// <summary>dx = dy ∗ᵀ w.</summary>
    public static double[] BackwardInput(Conv2DShape s, double[] dy, double[] w)
    {
        double[] dx = new double[s.InputLength];
        ForEachTerm(s, (xi, wi, yi) => dx[xi] += dy[yi] * w[wi]);
        return dx;
    }

    /// <summary>dw = xᵀ ∗ dy.</summary>
    public static double[] BackwardWeight(Conv2DShape s, double[] x, double[] dy)
    {
        double[] dw = new double[s.WeightLength];
        ForEachTerm(s, (xi, wi, yi) => dw[wi] += x[xi] * dy[yi]);
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

    // Every product of the convolution, by its places in x, w and y.
    private static void ForEachTerm(Conv2DShape s, Action<int, int, int> term)
    {
        for (int n = 0; n < s.N; n++)
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
                    int xi = (((((n * s.H) + ih) * s.W) + iw) * s.InC) + ic;
                    int wi = ((((kh * s.KW) + kw) * s.InC) + ic) * s.OutC;
                    int yi = ((((n * s.OutH) + oh) * s.OutW) + ow) * s.OutC;
                    for (int oc = 0; oc < s.OutC; oc++)
                        term(xi, wi + oc, yi + oc);
                }
            }
        }
    }
}
