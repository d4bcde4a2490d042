namespace IlgpuCnn.Network;

/// <summary>What one pass through a network is made for.</summary>
/// <param name="N">Examples in the batch.</param>
/// <param name="Training">Whether dropout drops.</param>
/// <param name="Seed">Key of the random numbers.</param>
/// <param name="Step">Training step, from 0: with the seed, all that a dropout mask depends on.</param>
public readonly record struct Pass(int N, bool Training = false, ulong Seed = 0, uint Step = 0);
