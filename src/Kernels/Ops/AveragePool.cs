using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// Average pooling: y[n,oh,ow,c] = mean of the x in the window, over the inputs that are there: padding is not counted
/// (count_include_pad = false). Global average pooling is this op over <see cref="PoolShape.Global"/>. The backward
/// pass gathers: each element of dx is written by one thread.
/// </summary>
public sealed class AveragePool(ComputeDevice device)
{
    private readonly Action<Index1D, PoolShape, int, int, int, Floats, Floats> forward =
        device.Load<PoolShape, int, int, int, Floats, Floats>(ForwardKernel);

    private readonly Action<Index1D, PoolShape, int, int, int, Activation, Floats, Floats, Floats> backward =
        device.Load<PoolShape, int, int, int, Activation, Floats, Floats, Floats>(BackwardKernel);

    // ---- kernels
    // They take pointers, once an item: a view checks itself at every access, which costs a CPU more than the maths.

    // An item is one output pixel times `width` channels, numbered in the order of y.
    private static unsafe void ForwardKernel(
        Index1D i, PoolShape s, int items, int grain, int width, Floats x, Floats y)
    {
        int outH = s.OutH;
        int outW = s.OutW;
        int last = IntrinsicMath.Min((i + 1) * grain, items);
        for (int item = i * grain; item < last; item++)
        {
            int at = item * width;
            int pixel = at / s.C;
            PoolWindow window = s.Inputs(pixel / outW % outH, pixel % outW);
            int first = (((pixel / (outW * outH) * s.H) + window.Top) * s.W) + window.Left;
            int corner = (first * s.C) + (at - (pixel * s.C));
            float share = 1f / window.Area;
            fixed (float* xs = &x[corner], ys = &y[at])
            {
                for (int c = 0; c < width; c++)
                {
                    float sum = 0f;
                    for (int h = 0; h < window.Bottom - window.Top; h++)
                    {
                        int from = c + (h * s.W * s.C);
                        for (int w = window.Left; w < window.Right; w++)
                        {
                            sum += xs[from];
                            from += s.C;
                        }
                    }

                    ys[c] = sum * share;
                }
            }
        }
    }

    // dx[h,w] = f′(x[h,w]) · Σ dy[oh,ow] / (inputs in the window) over the windows that hold (h, w)
    // An item is one input pixel times `width` channels, numbered in the order of x.
    private static unsafe void BackwardKernel(
        Index1D i, PoolShape s, int items, int grain, int width, Activation kind, Floats x, Floats dy, Floats dx)
    {
        int outH = s.OutH;
        int outW = s.OutW;
        int last = IntrinsicMath.Min((i + 1) * grain, items);
        for (int item = i * grain; item < last; item++)
        {
            int at = item * width;
            int pixel = at / s.C;
            PoolWindow outputs = s.Outputs(pixel / s.W % s.H, pixel % s.W);
            int image = pixel / (s.W * s.H) * outH;
            int channel = at - (pixel * s.C);
            fixed (float* xs = &x[at], dys = &dy[0], dxs = &dx[at])
            {
                for (int c = 0; c < width; c++)
                    dxs[c] = 0f;
                for (int oh = outputs.Top; oh < outputs.Bottom; oh++)
                {
                    for (int ow = outputs.Left; ow < outputs.Right; ow++)
                    {
                        float share = 1f / s.Inputs(oh, ow).Area;
                        int source = ((((image + oh) * outW) + ow) * s.C) + channel;
                        for (int c = 0; c < width; c++)
                            dxs[c] += dys[source + c] * share;
                    }
                }

                for (int c = 0; c < width; c++)
                    dxs[c] *= Activations.Derivative(kind, xs[c]);
            }
        }
    }

    // ---- launchers

    /// <summary>y = the mean of each window. Overwrites y.</summary>
    public void Forward(in PoolShape shape, Floats x, Floats y)
    {
        Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(y, shape.OutputLength, nameof(y), shape);
        PoolItems items = PoolItems.Of(device, shape.OutputLength, shape.C);
        forward(items.Split.Extent, shape, items.Count, items.Split.Grain, items.Width, x, y);
    }

    /// <summary>
    /// dx = dy, shared out evenly over each window, times f′(x), where f is the activation that produced x. Overwrites
    /// dx.
    /// </summary>
    public void Backward(in PoolShape shape, Activation inputActivation, Floats x, Floats dy, Floats dx)
    {
        Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(dy, shape.OutputLength, nameof(dy), shape);
        Require.Length(dx, shape.InputLength, nameof(dx), shape);
        PoolItems items = PoolItems.Of(device, shape.InputLength, shape.C);
        backward(
            items.Split.Extent, shape, items.Count, items.Split.Grain, items.Width, inputActivation, x, dy, dx);
    }
}
