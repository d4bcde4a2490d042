using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu;

/// <summary>The parts of sums that are to be pooled.</summary>
/// <param name="Length">Sums of a part.</param>
/// <param name="Count">Parts.</param>
/// <param name="RowPitch">How their rows are numbered: see <see cref="PooledRows"/>.</param>
internal readonly record struct PooledParts(int Length, int Count, int RowPitch);
