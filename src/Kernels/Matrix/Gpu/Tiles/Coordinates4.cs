using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>Coordinates of four rows, or of four depths.</summary>
internal readonly record struct Coordinates4(Coordinate A, Coordinate B, Coordinate C, Coordinate D);
