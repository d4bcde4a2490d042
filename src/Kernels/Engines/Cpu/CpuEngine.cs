using System.Runtime.Intrinsics;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Engines.Cpu;

/// <summary>
/// Matrix-shaped work on ILGPU's CPU accelerator: one kernel thread a core, each calling code written with vectors,
/// which <see cref="ExternalAttribute"/> keeps from being translated. Owns the workers' scratch memory, which grows
/// only when a larger shape comes.
/// </summary>
internal sealed class CpuEngine : IMatrixEngine
{
    private const int Alignment = 16; // floats in 64 bytes: a cache line and the widest vector

    private readonly ComputeDevice device;
    private readonly int workers;
    private readonly int vectorBits;

    private readonly Action<Index1D, GatherPlan, Floats, Floats, Floats, Floats, Floats, Floats> gather;
    private readonly Action<Index1D, WeightPlan, Floats, Floats, Floats, Floats, Floats, Floats> weight;
    private readonly Action<Index1D, WeightPlan, Floats, Floats, Floats> reduce;

    private MemoryBuffer1D<float, Stride1D.Dense> scratch;
    private MemoryBuffer1D<float, Stride1D.Dense> partials;

    /// <param name="device">The CPU accelerator.</param>
    /// <param name="workers">Threads to use.</param>
    /// <param name="vectorBits">512, 256 or 128.</param>
    public CpuEngine(ComputeDevice device, int workers, int vectorBits)
    {
        this.device = device;
        this.workers = workers;
        this.vectorBits = vectorBits;
        gather = device.Load<GatherPlan, Floats, Floats, Floats, Floats, Floats, Floats>(GatherKernel);
        weight = device.Load<WeightPlan, Floats, Floats, Floats, Floats, Floats, Floats>(WeightKernel);
        reduce = device.Load<WeightPlan, Floats, Floats, Floats>(ReduceKernel);
        scratch = device.Allocate<float>(Alignment);
        partials = device.Allocate<float>(Alignment);
    }

    /// <summary>Bits of the widest vectors that this machine computes with.</summary>
    public static int WidestVectorBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    // ---- kernels

    private static void GatherKernel(
        Index1D worker, GatherPlan plan, Floats source, Floats w, Floats b, Floats x, Floats scratch, Floats result) =>
        GatherPass.Run(worker, plan, source, w, b, x, scratch, result);

    private static void WeightKernel(
        Index1D worker, WeightPlan plan, Floats x, Floats dy, Floats scratch, Floats partials, Floats dw, Floats db) =>
        WeightPass.Run(worker, plan, x, dy, scratch, partials, dw, db);

    private static void ReduceKernel(Index1D worker, WeightPlan plan, Floats partials, Floats dw, Floats db) =>
        WeightPass.Reduce(worker, plan, partials, dw, db);

    // ---- launchers

    public void Forward(in Conv2DShape shape, Floats x, Floats w, Floats b, Activation activation, Floats y)
    {
        GatherPlan plan = GatherPlan.Forward(shape, activation, vectorBits, workers);
        Reserve(ref scratch, (long)plan.Workers * GatherPass.ScratchLength(plan));
        gather(plan.Workers, plan, x, w, b, y, scratch.View, y);
    }

    public void BackwardInput(
        in Conv2DShape shape, Floats dy, Floats w, Activation inputActivation, Floats x, Floats dx)
    {
        GatherPlan plan = GatherPlan.BackwardInput(shape, inputActivation, vectorBits, workers);
        Reserve(ref scratch, (long)plan.Workers * GatherPass.ScratchLength(plan));
        gather(plan.Workers, plan, dy, w, dx, inputActivation == Activation.Identity ? dx : x, scratch.View, dx);
    }

    public void BackwardWeight(in Conv2DShape shape, Floats x, Floats dy, Floats dw, Floats db)
    {
        WeightPlan plan = WeightPlan.Of(shape, vectorBits, workers);
        Reserve(ref scratch, (long)workers * WeightPass.ScratchLength(plan));
        if (plan.Slices > 1)
            Reserve(ref partials, (long)plan.Slices * plan.PartialLength);
        weight(workers, plan, x, dy, scratch.View, partials.View, dw, db);
        if (plan.Slices > 1)
            reduce(workers, plan, partials.View, dw, db);
    }

    public void Dispose()
    {
        scratch.Dispose();
        partials.Dispose();
    }

    internal static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;

    internal static int RoundUp(int length) => Ceiling(length, Alignment) * Alignment;

    /// <summary>The first address of a view that a cache line starts at.</summary>
    internal static unsafe float* Aligned(Floats view)
    {
        const nint line = Alignment * sizeof(float);
        return (float*)(((nint)VectorLoop.Pointer(view) + line - 1) / line * line);
    }

    private void Reserve(ref MemoryBuffer1D<float, Stride1D.Dense> buffer, long length)
    {
        if (buffer.Length >= length + Alignment)
            return;
        device.Synchronize();
        buffer.Dispose();
        buffer = device.Allocate<float>(length + Alignment);
    }
}
