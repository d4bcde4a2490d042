using IlgpuCnn.Kernels.Ops;

namespace IlgpuCnn.Network.Layers;

/// <summary>What one pass through a network is made for.</summary>
/// <param name="N">Examples in the batch.</param>
/// <param name="Training">Whether dropout drops.</param>
/// <param name="Key">
/// Where dropout finds, once the device comes to it, what its masks depend on; read in training only.
/// </param>
public readonly record struct NetworkPass(int N, bool Training = false, ArrayView<DropoutKey> Key = default);
