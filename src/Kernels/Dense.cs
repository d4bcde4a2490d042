namespace IlgpuCnn.Kernels;

/// <summary>
/// A dense layer: y[n, o] = f(b[o] + Σ_k x[n, k]·w[k, o]). It is a 1×1 convolution over images of one pixel, and runs as
/// one.
/// </summary>
public sealed class Dense(ComputeDevice device)
{
    private readonly Conv2D convolution = new(device);

    /// <summary>Overwrites y.</summary>
    /// <exception cref="ArgumentException">A view is shorter than the shape needs.</exception>
    public void Forward(in DenseShape shape, Floats x, Floats w, Floats b, Activation activation, Floats y) =>
        convolution.Forward(shape.AsConvolution, x, w, b, activation, y);

    /// <summary>Overwrites dx with the gradient of x before the activation that made it.</summary>
    /// <exception cref="ArgumentException">A view is shorter than the shape needs.</exception>
    public void BackwardInput(
        in DenseShape shape, Floats dy, Floats w, Activation inputActivation, Floats x, Floats dx) =>
        convolution.BackwardInput(shape.AsConvolution, dy, w, inputActivation, x, dx);

    /// <summary>Adds to dw and db.</summary>
    /// <exception cref="ArgumentException">A view is shorter than the shape needs.</exception>
    public void BackwardWeight(in DenseShape shape, Floats x, Floats dy, Floats dw, Floats db) =>
        convolution.BackwardWeight(shape.AsConvolution, x, dy, dw, db);
}
