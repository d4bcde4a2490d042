namespace IlgpuCnn.Kernels.Matrix;

/// <summary>Passes of one shape that an engine will be asked for.</summary>
public readonly record struct MatrixWork(Conv2DShape Shape, MatrixPasses Passes);
