using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>Places of four rows, or of four depths.</summary>
internal readonly record struct Places4(Place A, Place B, Place C, Place D);
