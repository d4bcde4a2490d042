namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// How a kernel over independent items is spread over a device: <paramref name="Extent"/> threads, each doing
/// <paramref name="Grain"/> neighbouring items. A GPU takes one item a thread; a CPU one stretch a core.
/// </summary>
public readonly record struct WorkSplit(int Extent, int Grain);
