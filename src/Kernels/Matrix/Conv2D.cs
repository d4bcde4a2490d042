using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Kernels.Matrix;

/// <summary>
/// 2-D convolution with fused bias and activation. y[n,oh,ow,oc] = f(b[oc] + Σ x[n,ih,iw,ic]·w[kh,kw,ic,oc]) with
/// ih = oh·Stride + kh·Dilation − PadTop and iw alike; x is zero outside its extents. Activation gradients are
/// overwritten, parameter gradients accumulate. Every launcher throws <see cref="ArgumentException"/> for a view that
/// is shorter than the shape needs.
/// </summary>
public sealed class Conv2D(ComputeDevice device)
{
    private readonly IMatrixEngine engine = device.Matrix;

    // ---- launchers

    /// <summary>y = f(x ∗ w + b).</summary>
    public void Forward(in Conv2DShape shape, Floats x, Floats w, Floats b, Activation activation, Floats y)
    {
        Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(w, shape.WeightLength, nameof(w), shape);
        Require.Length(b, shape.OutC, nameof(b), shape);
        Require.Length(y, shape.OutputLength, nameof(y), shape);
        engine.Forward(shape, x, w, b, activation, y);
    }

    /// <summary>
    /// dx = (dy ∗ᵀ w) · f′(x), where <paramref name="inputActivation"/> is the activation that produced x, the input of
    /// this layer; <see cref="Activation.Identity"/> where none did, and x is then not read.
    /// </summary>
    public void BackwardInput(
        in Conv2DShape shape, Floats dy, Floats w, Activation inputActivation, Floats x, Floats dx)
    {
        Require.Length(dy, shape.OutputLength, nameof(dy), shape);
        Require.Length(w, shape.WeightLength, nameof(w), shape);
        if (inputActivation != Activation.Identity)
            Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(dx, shape.InputLength, nameof(dx), shape);
        engine.BackwardInput(shape, dy, w, inputActivation, x, dx);
    }

    /// <summary>dw += xᵀ ∗ dy and db += Σ dy, where dy is the gradient before this layer's activation.</summary>
    public void BackwardWeight(in Conv2DShape shape, Floats x, Floats dy, Floats dw, Floats db)
    {
        Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(dy, shape.OutputLength, nameof(dy), shape);
        Require.Length(dw, shape.WeightLength, nameof(dw), shape);
        Require.Length(db, shape.OutC, nameof(db), shape);
        engine.BackwardWeight(shape, x, dy, dw, db);
    }

    /// <summary>
    /// In how many parts <see cref="BackwardWeightParts"/> gives the gradients of a shape, each dw and behind it db; 0
    /// where the device has no such pass.
    /// </summary>
    public int PartsOf(in Conv2DShape shape) => engine is IPartialMatrixEngine partial ? partial.PartsOf(shape) : 0;

    /// <summary>
    /// Parts whose sum is what <see cref="BackwardWeight"/> adds to dw and db, for devices that have such parts; see
    /// <see cref="PartsOf"/>. Overwrites them.
    /// </summary>
    public void BackwardWeightParts(in Conv2DShape shape, Floats x, Floats dy, Floats parts)
    {
        IPartialMatrixEngine partial = (IPartialMatrixEngine)engine;
        Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(dy, shape.OutputLength, nameof(dy), shape);
        Require.Length(
            parts, (long)partial.PartsOf(shape) * (shape.WeightLength + shape.OutC), nameof(parts), shape);
        partial.BackwardWeightParts(shape, x, dy, parts);
    }
}
