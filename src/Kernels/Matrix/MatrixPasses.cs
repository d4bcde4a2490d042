namespace IlgpuCnn.Kernels.Matrix;

/// <summary>Passes of a convolution or dense layer.</summary>
[Flags]
public enum MatrixPasses
{
    /// <summary>The output.</summary>
    Forward = 1,

    /// <summary>The input's gradient.</summary>
    BackwardInput = 2,

    /// <summary>The gradients of weights and bias.</summary>
    BackwardWeight = 4,

    /// <summary>The output, pooled over 2×2 windows.</summary>
    PooledForward = 8,
}
