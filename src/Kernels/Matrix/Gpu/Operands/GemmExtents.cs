namespace IlgpuCnn.Kernels.Matrix.Gpu.Operands;

/// <summary>The extents of one product: left (Rows, Depth) times right (Depth, Columns).</summary>
/// <param name="Rows">Rows of the result.</param>
/// <param name="Columns">Columns of the result.</param>
/// <param name="Depth">Terms of each sum.</param>
/// <param name="PartDepth">Terms that one group adds: the grid's third axis is over the parts of the depth.</param>
internal readonly record struct GemmExtents(int Rows, int Columns, int Depth, int PartDepth);
