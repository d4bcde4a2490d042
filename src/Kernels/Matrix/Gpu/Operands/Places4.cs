namespace IlgpuCnn.Kernels.Matrix.Gpu.Operands;

/// <summary>Places of four rows, or of four depths.</summary>
internal readonly record struct Places4(Place A, Place B, Place C, Place D);
