namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>Registers and memory that the driver's assembler gave a kernel.</summary>
/// <param name="Registers">Registers of a thread.</param>
/// <param name="LocalBytes">
/// Bytes of local memory of a thread: arrays and registers that did not fit, in slow memory.
/// </param>
/// <param name="SharedBytes">Bytes of shared memory of a group that were known when it was compiled.</param>
internal readonly record struct KernelResources(int Registers, int LocalBytes, int SharedBytes);
