using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Tests.Support;

/// <summary>
/// Runs the passes of <see cref="Conv2D"/> on arrays. Outputs that are to be overwritten start as garbage.
/// </summary>
public sealed class ConvRun(ComputeDevice device)
{
    private readonly Conv2D op = new(device);

    public float[] Forward(Conv2DShape s, float[] x, float[] w, float[] b, Activation activation)
    {
        using var xs = device.Allocate(x);
        using var ws = device.Allocate(w);
        using var bs = device.Allocate(b);
        using var ys = device.Allocate(Values.Uniform(s.OutputLength, 9));
        op.Forward(s, xs.View, ws.View, bs.View, activation, ys.View);
        return ys.GetAsArray1D(device.Stream);
    }

    public float[] PooledForward(Conv2DShape s, float[] x, float[] w, float[] b, Activation activation)
    {
        PoolShape pool = PooledConv2D.Pool(s);
        using var xs = device.Allocate(x);
        using var ws = device.Allocate(w);
        using var bs = device.Allocate(b);
        using var ys = device.Allocate(Values.Uniform(pool.OutputLength, 9));
        using var winners = device.Allocate<byte>(pool.OutputLength);
        new PooledConv2D(device).Forward(s, xs.View, ws.View, bs.View, activation, ys.View, winners.View);
        return ys.GetAsArray1D(device.Stream);
    }

    /// <summary>x may be empty where there is no activation.</summary>
    public float[] BackwardInput(Conv2DShape s, float[] dy, float[] w, Activation inputActivation, float[] x)
    {
        using var dys = device.Allocate(dy);
        using var ws = device.Allocate(w);
        using var xs = device.Allocate(x.Length == 0 ? [0f] : x);
        using var dxs = device.Allocate(Values.Uniform(s.InputLength, 9));
        op.BackwardInput(s, dys.View, ws.View, inputActivation, x.Length == 0 ? default : xs.View, dxs.View);
        return dxs.GetAsArray1D(device.Stream);
    }

    /// <summary>The gradients after theirs is added to the given ones.</summary>
    public (float[] Dw, float[] Db) BackwardWeight(Conv2DShape s, float[] x, float[] dy, float[] dw, float[] db)
    {
        using var xs = device.Allocate(x);
        using var dys = device.Allocate(dy);
        using var dws = device.Allocate(dw);
        using var dbs = device.Allocate(db);
        op.BackwardWeight(s, xs.View, dys.View, dws.View, dbs.View);
        return (dws.GetAsArray1D(device.Stream), dbs.GetAsArray1D(device.Stream));
    }
}
