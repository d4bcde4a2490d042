using System.Runtime.CompilerServices;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// Max pooling: y[n,oh,ow,c] is the largest x in the window. Padding never wins; of equal values the first in row-major
/// order does; a NaN beats any number, so that it is seen further on. The backward pass finds the winners again from x,
/// so the forward pass keeps no indices, and gathers: each element of dx is written once, by one thread.
/// </summary>
public sealed class MaxPool(ComputeDevice device)
{
    private readonly Action<Index1D, PoolShape, int, int, int, Floats, Floats> forward =
        device.Load<PoolShape, int, int, int, Floats, Floats>(ForwardKernel, ForwardVectorKernel);

    private readonly Action<Index1D, PoolShape, int, int, int, Activation, Floats, Floats, Floats> backwardTile =
        device.Load<PoolShape, int, int, int, Activation, Floats, Floats, Floats>(
            BackwardTileKernel, BackwardTileVectorKernel);

    private readonly Action<Index1D, PoolShape, int, int, int, Activation, Floats, Floats, Floats> backwardOverlap =
        device.Load<PoolShape, int, int, int, Activation, Floats, Floats, Floats>(BackwardOverlapKernel);

    // ---- kernels

    // An item is one output pixel times `width` channels, numbered in the order of y.
    private static void ForwardKernel(
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
            for (int c = 0; c < width; c++)
                y[at + c] = x[Winner(s, window, corner + c, x)];
        }
    }

    // dx[h,w] = f′(x[h,w]) · dy[oh,ow] at the winner of the only window that holds (h, w), else 0.
    // An item is one output's tile times `width` channels.
    private static void BackwardTileKernel(
        Index1D i, PoolShape s, int items, int grain, int width, Activation kind, Floats x, Floats dy, Floats dx)
    {
        int outH = s.OutH;
        int outW = s.OutW;
        int last = IntrinsicMath.Min((i + 1) * grain, items);
        for (int item = i * grain; item < last; item++)
        {
            int at = item * width;
            int pixel = at / s.C;
            int oh = pixel / outW % outH;
            int ow = pixel % outW;
            PoolWindow window = s.Inputs(oh, ow);
            PoolWindow tile = s.Tile(oh, ow);
            int image = pixel / (outW * outH) * s.H;
            int channel = at - (pixel * s.C);
            int corner = ((((image + window.Top) * s.W) + window.Left) * s.C) + channel;
            for (int c = 0; c < width; c++)
            {
                int winner = Winner(s, window, corner + c, x);
                float gradient = dy[at + c] * Activations.Derivative(kind, x[winner]);
                for (int h = tile.Top; h < tile.Bottom; h++)
                {
                    int row = ((image + h) * s.W * s.C) + channel + c;
                    for (int w = tile.Left; w < tile.Right; w++)
                    {
                        int target = row + (w * s.C);
                        dx[target] = target == winner ? gradient : 0f;
                    }
                }
            }
        }
    }

    // dx[h,w] = f′(x[h,w]) · Σ dy[oh,ow] over the windows that (h, w) wins.
    // An item is one input pixel times `width` channels, numbered in the order of x.
    private static void BackwardOverlapKernel(
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
            int image = pixel / (s.W * s.H);
            int channel = at - (pixel * s.C);
            for (int c = 0; c < width; c++)
            {
                float sum = 0f;
                for (int oh = outputs.Top; oh < outputs.Bottom; oh++)
                {
                    for (int ow = outputs.Left; ow < outputs.Right; ow++)
                    {
                        PoolWindow window = s.Inputs(oh, ow);
                        int first = (((image * s.H) + window.Top) * s.W) + window.Left;
                        if (Winner(s, window, (first * s.C) + channel + c, x) == at + c)
                            sum += dy[(((((image * outH) + oh) * outW) + ow) * s.C) + channel + c];
                    }
                }

                dx[at + c] = sum * Activations.Derivative(kind, x[at + c]);
            }
        }
    }

    private static void ForwardVectorKernel(
        Index1D i, PoolShape s, int items, int grain, int width, Floats x, Floats y) =>
        MaxPoolVectors.Forward(i, s, items, grain, x, y);

    private static void BackwardTileVectorKernel(
        Index1D i, PoolShape s, int items, int grain, int width, Activation kind, Floats x, Floats dy, Floats dx) =>
        MaxPoolVectors.BackwardTile(i, s, items, grain, kind, x, dy, dx);

    // Where in x the largest value of one channel of a window lies, whose first element is x[corner].
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Winner(in PoolShape s, in PoolWindow window, int corner, Floats x)
    {
        int winner = corner;
        float best = x[corner];
        for (int h = window.Top; h < window.Bottom; h++)
        {
            int at = corner + ((h - window.Top) * s.W * s.C);
            for (int w = window.Left; w < window.Right; w++)
            {
                float value = x[at];

                // A number beats a smaller one, a NaN beats a number, and nothing beats a NaN.
                if (!(value <= best) && !float.IsNaN(best))
                {
                    best = value;
                    winner = at;
                }

                at += s.C;
            }
        }

        return winner;
    }

    // ---- launchers

    /// <summary>y = the largest of each window. Overwrites y.</summary>
    public void Forward(in PoolShape shape, Floats x, Floats y)
    {
        Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(y, shape.OutputLength, nameof(y), shape);
        PoolItems items = PoolItems.Of(device, shape.OutputLength, shape.C);
        forward(items.Split.Extent, shape, items.Count, items.Split.Grain, items.Width, x, y);
    }

    /// <summary>
    /// dx = dy, sent back to each window's winner, times f′(x), where f is the activation that produced x. Overwrites
    /// dx.
    /// </summary>
    public void Backward(in PoolShape shape, Activation inputActivation, Floats x, Floats dy, Floats dx)
    {
        Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(dy, shape.OutputLength, nameof(dy), shape);
        Require.Length(dx, shape.InputLength, nameof(dx), shape);
        bool overlap = Math.Max(shape.KH, shape.KW) > shape.Stride;
        PoolItems items = PoolItems.Of(device, overlap ? shape.InputLength : shape.OutputLength, shape.C);
        (overlap ? backwardOverlap : backwardTile)(
            items.Split.Extent, shape, items.Count, items.Split.Grain, items.Width, inputActivation, x, dy, dx);
    }
}
