namespace IlgpuCnn.Kernels;

/// <summary>
/// 2-D convolution (cross-correlation, as in all deep-learning libraries) in NHWC:
/// y[n, oh, ow, oc] = f(b[oc] + Σ x[n, oh·s − top + kh·d, ow·s − left + kw·d, ic] · w[kh, kw, ic, oc]), x being zero
/// outside. Checks lengths and hands the work to the device's engine.
/// </summary>
public sealed class Conv2D(ComputeDevice device)
{
    /// <summary>Overwrites y.</summary>
    /// <exception cref="ArgumentException">A view is shorter than the shape needs.</exception>
    public void Forward(in Conv2DShape shape, Floats x, Floats w, Floats b, Activation activation, Floats y)
    {
        Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(w, shape.WeightLength, nameof(w), shape);
        Require.Length(b, shape.OutC, nameof(b), shape);
        Require.Length(y, shape.OutputLength, nameof(y), shape);
        device.Matrix.Forward(shape, x, w, b, activation, y);
    }

    /// <summary>Overwrites dx with the gradient of x before the activation that made it.</summary>
    /// <exception cref="ArgumentException">A view is shorter than the shape needs.</exception>
    public void BackwardInput(
        in Conv2DShape shape, Floats dy, Floats w, Activation inputActivation, Floats x, Floats dx)
    {
        Require.Length(dy, shape.OutputLength, nameof(dy), shape);
        Require.Length(w, shape.WeightLength, nameof(w), shape);
        if (inputActivation != Activation.Identity)
            Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(dx, shape.InputLength, nameof(dx), shape);
        device.Matrix.BackwardInput(shape, dy, w, inputActivation, x, dx);
    }

    /// <summary>Adds to dw and db.</summary>
    /// <exception cref="ArgumentException">A view is shorter than the shape needs.</exception>
    public void BackwardWeight(in Conv2DShape shape, Floats x, Floats dy, Floats dw, Floats db)
    {
        Require.Length(x, shape.InputLength, nameof(x), shape);
        Require.Length(dy, shape.OutputLength, nameof(dy), shape);
        Require.Length(dw, shape.WeightLength, nameof(dw), shape);
        Require.Length(db, shape.OutC, nameof(db), shape);
        device.Matrix.BackwardWeight(shape, x, dy, dw, db);
    }
}
