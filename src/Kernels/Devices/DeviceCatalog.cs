using System.Numerics;
using ILGPU.Algorithms;
using ILGPU.Runtime.CPU;
using IlgpuCnn.Kernels.Engines;
using IlgpuCnn.Kernels.Engines.Cpu;
using IlgpuCnn.Kernels.Engines.Gpu;

namespace IlgpuCnn.Kernels;

/// <summary>Finds and opens accelerators.</summary>
public static class DeviceCatalog
{
    /// <summary>
    /// Opens this machine's CPU with <paramref name="threads"/> workers (one a core when null) and vectors of
    /// <paramref name="vectorBits"/> bits (512, 256 or 128; the widest there is when null).
    /// </summary>
    public static ComputeDevice OpenCpu(int? threads = null, int? vectorBits = null)
    {
        int workers = Math.Max(1, threads ?? Environment.ProcessorCount);

        // ILGPU wants two threads a warp at least and a power of two of warps; those over the workers stay idle.
        int warps = (int)BitOperations.RoundUpToPowerOf2((uint)(workers + 1) / 2);
        return Open(new CPUDevice(2, warps, 1), workers, device => new CpuEngine(device, workers, vectorBits));
    }

    /// <summary>
    /// Opens a simulated GPU of 8 warps of 32 threads, every one a thread of the operating system: for checking GPU
    /// kernels on tiny shapes where there is no GPU.
    /// </summary>
    public static ComputeDevice OpenSimulatedGpu() =>
        Open(new CPUDevice(32, 8, 1), 0, device => new GpuEngine(device));

    private static ComputeDevice Open(
        CPUDevice description, int cores, Func<ComputeDevice, IMatrixEngine> engine)
    {
        Context context = Context.Create(builder =>
            builder.CPU(description).Optimize(OptimizationLevel.O2).EnableAlgorithms());
        Accelerator accelerator = context.GetCPUDevices()[0].CreateAccelerator(context);
        return new ComputeDevice(context, accelerator, cores, engine);
    }
}
