namespace IlgpuCnn.Kernels.Matrix;

/// <summary>
/// An engine of the matrix-shaped passes of convolution and dense layers: one implicit GEMM under three address maps.
/// There is one implementation for GPUs and one for CPUs; a device's own is its <see cref="MatrixEngines">Matrix</see>.
/// Ops check the lengths of views before they call it.
/// </summary>
public interface IMatrixEngine : IDisposable
{
    /// <summary>y = f(x ∗ w + b). Overwrites y.</summary>
    void Forward(in Conv2DShape shape, Floats x, Floats w, Floats b, Activation activation, Floats y);

    /// <summary>
    /// dx = (dy ∗ᵀ w) · f′(x), where x is this layer's input and f the activation that produced it
    /// (<see cref="Activation.Identity"/>: none; x is then not read). Overwrites dx.
    /// </summary>
    void BackwardInput(in Conv2DShape shape, Floats dy, Floats w, Activation inputActivation, Floats x, Floats dx);

    /// <summary>dw += xᵀ ∗ dy and db += Σ dy, in an order of additions that depends on the shape alone.</summary>
    void BackwardWeight(in Conv2DShape shape, Floats x, Floats dy, Floats dw, Floats db);

    /// <summary>Bytes of the workspace that some work takes, one pass after another.</summary>
    long WorkspaceBytes(IEnumerable<MatrixWork> work);

    /// <summary>Makes the workspace large enough for some work, so that none of its passes allocates.</summary>
    void Reserve(IEnumerable<MatrixWork> work);
}
