using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Kernels.Matrix;

/// <summary>
/// Fully connected layer with fused bias and activation: y[n,o] = f(b[o] + Σ x[n,i]·w[i,o]). Activation gradients are
/// overwritten, parameter gradients accumulate. Every launcher throws <see cref="ArgumentException"/> for a view that
/// is shorter than the shape needs.
/// </summary>
public sealed class Dense(ComputeDevice device)
{
    private readonly IMatrixEngine engine = device.Matrix;

    // ---- launchers

    /// <summary>y = f(x · w + b).</summary>
    public void Forward(in DenseShape shape, Floats x, Floats w, Floats b, Activation activation, Floats y)
    {
        Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(w, shape.WeightLength, nameof(w), shape);
        Require.Length(b, shape.Out, nameof(b), shape);
        Require.Length(y, shape.OutputLength, nameof(y), shape);
        engine.Forward(shape.ToConv2D(), x, w, b, activation, y);
    }

    /// <summary>
    /// dx = (dy · wᵀ) · f′(x), where <paramref name="inputActivation"/> is the activation that produced x, the input of
    /// this layer; <see cref="Activation.Identity"/> where none did, and x is then not read.
    /// </summary>
    public void BackwardInput(
        in DenseShape shape, Floats dy, Floats w, Activation inputActivation, Floats x, Floats dx)
    {
        Require.Length(dy, shape.OutputLength, nameof(dy), shape);
        Require.Length(w, shape.WeightLength, nameof(w), shape);
        if (inputActivation != Activation.Identity)
            Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(dx, shape.InputLength, nameof(dx), shape);
        engine.BackwardInput(shape.ToConv2D(), dy, w, inputActivation, x, dx);
    }

    /// <summary>dw += xᵀ · dy and db += Σ dy, where dy is the gradient before this layer's activation.</summary>
    public void BackwardWeight(in DenseShape shape, Floats x, Floats dy, Floats dw, Floats db)
    {
        Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(dy, shape.OutputLength, nameof(dy), shape);
        Require.Length(dw, shape.WeightLength, nameof(dw), shape);
        Require.Length(db, shape.Out, nameof(db), shape);
        engine.BackwardWeight(shape.ToConv2D(), x, dy, dw, db);
    }

    /// <summary>
    /// Parts whose sum is what <see cref="BackwardWeight"/> adds to dw and db, as <see cref="Conv2D"/> has them, for
    /// devices that have such parts. Overwrites them.
    /// </summary>
    public void BackwardWeightParts(in DenseShape shape, Floats x, Floats dy, Floats parts)
    {
        IPartialMatrixEngine partial = (IPartialMatrixEngine)engine;
        Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(dy, shape.OutputLength, nameof(dy), shape);
        Require.Length(
            parts, (long)partial.PartsOf(shape.ToConv2D()) * (shape.WeightLength + shape.Out), nameof(parts), shape);
        partial.BackwardWeightParts(shape.ToConv2D(), x, dy, parts);
    }
}
