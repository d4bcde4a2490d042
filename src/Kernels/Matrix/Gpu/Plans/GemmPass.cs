namespace IlgpuCnn.Kernels.Matrix.Gpu.Plans;

/// <summary>The passes of a layer, each a product of matrices.</summary>
internal enum GemmPass
{
    /// <summary>The forward pass: rows are pixels of the output.</summary>
    Forward,

    /// <summary>The pass of the input's gradient: rows are pixels of the input.</summary>
    BackwardInput,

    /// <summary>The pass of the weights' gradient: the depth is pixels of the output.</summary>
    BackwardWeight,
}
