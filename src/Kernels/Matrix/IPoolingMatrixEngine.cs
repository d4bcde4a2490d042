namespace IlgpuCnn.Kernels.Matrix;

/// <summary>
/// An engine that can pool the outputs of a convolution as it computes them, so that they are never stored.
/// </summary>
public interface IPoolingMatrixEngine : IMatrixEngine
{
    /// <summary>Whether the engine can pool the outputs of a convolution of this shape.</summary>
    bool CanPool(in Conv2DShape shape);

    /// <summary>
    /// y = the largest f(x ∗ w + b) of each 2×2 window, of (N, ⌊OutH/2⌋, ⌊OutW/2⌋, OutC), and which of the window's
    /// outputs it was, in row-major order; empty <paramref name="winners"/> are not written.
    /// </summary>
    void PooledForward(
        in Conv2DShape shape, Floats x, Floats w, Floats b, Activation activation, Floats y, Bytes winners);
}
