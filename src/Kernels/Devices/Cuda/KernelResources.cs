namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>What the driver's assembler gave a kernel.</summary>
/// <param name="Registers">Of a thread.</param>
/// <param name="LocalBytes">Of a thread: arrays and registers that did not fit, in slow memory.</param>
/// <param name="SharedBytes">Of a group, those known when it was compiled.</param>
internal readonly record struct KernelResources(int Registers, int LocalBytes, int SharedBytes);
