namespace IlgpuCnn.Network.Memory;

/// <summary>What one layer asks of a network's memory; lengths are numbers an example.</summary>
/// <param name="Name">For tables: conv1.</param>
/// <param name="InputLength">What it reads.</param>
/// <param name="OutputLength">What it writes.</param>
/// <param name="OutputShape">The extents of what it writes, for tables.</param>
/// <param name="KeptLength">What a training step keeps from its forward to its backward pass, besides input and output.</param>
/// <param name="ScratchLength">What its backward pass needs while it runs.</param>
/// <param name="IsActiveInTraining">Whether it does anything in a training step; where not, its output is its input.</param>
/// <param name="IsActiveInEvaluation">Whether it does anything in an evaluation.</param>
public sealed record LayerMemory(
    string Name, int InputLength, int OutputLength, string OutputShape, int KeptLength, int ScratchLength,
    bool IsActiveInTraining, bool IsActiveInEvaluation);
