namespace IlgpuCnn.Kernels.Matrix;

/// <summary>The passes of a convolution or dense layer, as flags.</summary>
[Flags]
public enum MatrixPasses
{
    /// <summary>The pass that computes the output.</summary>
    Forward = 1,

    /// <summary>The pass that computes the input's gradient.</summary>
    BackwardInput = 2,

    /// <summary>The pass that computes the gradients of weights and bias.</summary>
    BackwardWeight = 4,

    /// <summary>The pass that computes the output, pooled over 2×2 windows.</summary>
    PooledForward = 8,
}
