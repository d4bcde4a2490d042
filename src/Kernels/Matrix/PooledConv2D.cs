using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Kernels.Matrix;

/// <summary>
/// 2-D convolution with bias, activation f and max pooling over 2×2 windows in one launch: y[n,oh,ow,oc] = max f(b[oc]
/// + Σ x·w) over the convolution's outputs (2·oh + i, 2·ow + j), i and j of 0 and 1. The outputs themselves are never
/// stored; which of the four was largest is kept in a byte for the backward pass, of equal ones the first in row-major
/// order. It is for GPUs whose engine can pool; elsewhere <see cref="Conv2D"/> and the op <c>MaxPool</c> do the same
/// work. Launchers throw <see cref="ArgumentException"/> for a view that is too short.
/// </summary>
public sealed class PooledConv2D(ComputeDevice device)
{
    private readonly IPoolingMatrixEngine engine = (IPoolingMatrixEngine)device.Matrix;

    private readonly Action<Index1D, PoolShape, Bytes, Floats, Floats> backwardPool =
        device.Load<PoolShape, Bytes, Floats, Floats>(BackwardPoolKernel);

    /// <summary>
    /// Whether a device can compute a convolution of this shape and its pooling in one launch, and is set to.
    /// </summary>
    public static bool Suits(ComputeDevice device, in Conv2DShape shape) =>
        device.FusesPooling && device.Matrix is IPoolingMatrixEngine engine && engine.CanPool(shape)
        && shape is { OutH: >= 2, OutW: >= 2 };

    /// <summary>
    /// The shape of the pooling of a convolution's outputs. It has as many outputs as there are winners.
    /// </summary>
    public static PoolShape Pool(in Conv2DShape shape) =>
        PoolShape.Create(shape.N, shape.OutH, shape.OutW, shape.OutC, 2, 2, Padding.Valid, 2);

    // ---- kernels

    // dz[p,c] = dy[v,c] where p is the winner of its window v, else 0; 0 too for the last row or column of an odd number.
    // A thread has one window's channel, and what of the outputs lies between that window and the next.
    private static void BackwardPoolKernel(Index1D i, PoolShape s, Bytes winners, Floats dy, Floats dz)
    {
        int pixel = i / s.C;
        int row = pixel / s.OutW;
        int ow = pixel - (row * s.OutW);
        int image = row / s.OutH;
        int oh = row - (image * s.OutH);
        PoolWindow tile = s.Tile(oh, ow);
        int winner = winners[i];
        int winnerH = (2 * oh) + (winner / 2);
        int winnerW = (2 * ow) + (winner % 2);
        float gradient = dy[i];
        for (int h = tile.Top; h < tile.Bottom; h++)
        {
            int first = ((((image * s.H) + h) * s.W) * s.C) + (i - (pixel * s.C));
            for (int w = tile.Left; w < tile.Right; w++)
                dz[first + (w * s.C)] = h == winnerH & w == winnerW ? gradient : 0f;
        }
    }

    // ---- launchers

    /// <summary>
    /// y = the largest f(x ∗ w + b) of each window, and <paramref name="winners"/>, unless they are empty. Overwrites
    /// both.
    /// </summary>
    public void Forward(
        in Conv2DShape shape, Floats x, Floats w, Floats b, Activation activation, Floats y, Bytes winners)
    {
        Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(w, shape.WeightLength, nameof(w), shape);
        Require.Length(b, shape.OutC, nameof(b), shape);
        int length = Pool(shape).OutputLength;
        Require.Length(y, length, nameof(y), shape);
        if (winners.Length > 0)
            Require.Length(winners, length, nameof(winners), shape);
        engine.PooledForward(shape, x, w, b, activation, y, winners);
    }

    /// <summary>
    /// dz, the gradient of the convolution's outputs, from dy, that of the pooled ones; both before the activation,
    /// whose derivative at the winner is that at the pooled output. Overwrites dz.
    /// </summary>
    public void BackwardPool(in Conv2DShape shape, Bytes winners, Floats dy, Floats dz)
    {
        PoolShape pool = Pool(shape);
        Require.Length(winners, pool.OutputLength, nameof(winners), shape);
        Require.Length(dy, pool.OutputLength, nameof(dy), shape);
        Require.Length(dz, shape.OutputLength, nameof(dz), shape);
        backwardPool(pool.OutputLength, pool, winners, dy, dz);
    }
}
