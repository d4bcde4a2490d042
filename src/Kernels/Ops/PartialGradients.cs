namespace IlgpuCnn.Kernels.Ops;

/// <summary>The gradients of all parameters of a network, in parts that an optimizer adds up; GPUs only.</summary>
/// <param name="Parts">All parts.</param>
/// <param name="Segments">Which of them are of which parameters.</param>
/// <param name="Groups">Groups of all segments.</param>
public readonly record struct PartialGradients(Floats Parts, ArrayView<GradientSegment> Segments, int Groups);
