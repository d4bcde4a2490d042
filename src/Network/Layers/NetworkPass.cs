using IlgpuCnn.Kernels.Ops;

namespace IlgpuCnn.Network.Layers;

/// <summary>What one pass through a network is made for.</summary>
/// <param name="N">Examples in the batch.</param>
/// <param name="Training">Whether dropout drops.</param>
/// <param name="Key">
/// Where dropout finds, once the device comes to it, what its masks depend on; read in training only.
/// </param>
/// <param name="LeavesParts">
/// Whether the backward pass leaves the parameters' gradients in parts, for an optimizer to add up, rather than add them
/// to the gradients; for networks that have <see cref="Sequential.GradientParts"/>.
/// </param>
public readonly record struct NetworkPass(
    int N, bool Training = false, ArrayView<DropoutKey> Key = default, bool LeavesParts = false);
