namespace IlgpuCnn.Kernels.Matrix.Gpu.Plans;

/// <summary>The three products of a layer.</summary>
internal enum GemmPass
{
    /// <summary>Rows are pixels.</summary>
    Forward,

    /// <summary>Rows are pixels.</summary>
    BackwardInput,

    /// <summary>The depth is pixels.</summary>
    BackwardWeight,
}
