namespace IlgpuCnn.Kernels.Matrix;

/// <summary>Work for an engine: a shape, and which passes of it.</summary>
public readonly record struct MatrixWork(Conv2DShape Shape, MatrixPasses Passes);
