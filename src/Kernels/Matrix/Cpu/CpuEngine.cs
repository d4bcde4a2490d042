using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>
/// The engine of matrix-shaped work on a CPU: one worker a core, each running code written with vectors, which
/// <see cref="ILGPU.Frontend.ExternalAttribute"/> keeps from being translated. Owns the workers' scratch memory, which
/// grows only when a larger shape comes.
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
    private readonly Action<Index1D, WinogradPlan, Floats, Floats> winogradWeights;
    private readonly Action<Index1D, WinogradPlan, Floats, Floats, Floats, Floats, Floats, Floats> winograd;
    private readonly Action<Index1D, WinogradWeightPlan, Floats, Floats, Floats, Floats> winogradWeight;
    private readonly Action<Index1D, WinogradWeightPlan, Floats, Floats, Floats> winogradReduce;

    private MemoryBuffer1D<float, Stride1D.Dense>? scratch;
    private MemoryBuffer1D<float, Stride1D.Dense>? transformed;
    private MemoryBuffer1D<float, Stride1D.Dense>? partials;

    /// <summary>Makes the engine of a device, with no workspace yet.</summary>
    public CpuEngine(ComputeDevice device)
    {
        this.device = device;
        workers = device.Workers;
        vectorBits = device.VectorBits;
        gather = device.Load<GatherPlan, Floats, Floats, Floats, Floats, Floats, Floats>(GatherKernel);
        weight = device.Load<WeightPlan, Floats, Floats, Floats, Floats, Floats, Floats>(WeightKernel);
        reduce = device.Load<WeightPlan, Floats, Floats, Floats>(ReduceKernel);
        winogradWeights = device.Load<WinogradPlan, Floats, Floats>(WinogradWeightsKernel);
        winograd = device.Load<WinogradPlan, Floats, Floats, Floats, Floats, Floats, Floats>(WinogradKernel);
        winogradWeight = device.Load<WinogradWeightPlan, Floats, Floats, Floats, Floats>(WinogradWeightKernel);
        winogradReduce = device.Load<WinogradWeightPlan, Floats, Floats, Floats>(WinogradReduceKernel);
    }

    // ---- kernels

    private static void GatherKernel(
        Index1D worker, GatherPlan plan, Floats source, Floats w, Floats b, Floats x, Floats scratch, Floats result) =>
        GatherWorker.Run(worker, plan, source, w, b, x, scratch, result);

    private static void WeightKernel(
        Index1D worker, WeightPlan plan, Floats x, Floats dy, Floats scratch, Floats partials, Floats dw, Floats db) =>
        WeightWorker.Run(worker, plan, x, dy, scratch, partials, dw, db);

    private static void ReduceKernel(Index1D worker, WeightPlan plan, Floats partials, Floats dw, Floats db) =>
        WeightWorker.Reduce(worker, plan, partials, dw, db);

    private static void WinogradWeightsKernel(Index1D worker, WinogradPlan plan, Floats w, Floats transformed) =>
        WinogradWeights.Run(worker, plan, w, transformed);

    private static void WinogradKernel(
        Index1D worker, WinogradPlan plan, Floats source, Floats transformed, Floats b, Floats x, Floats scratch,
        Floats result) =>
        WinogradWorker.Run(worker, plan, source, transformed, b, x, scratch, result);

    private static void WinogradWeightKernel(
        Index1D worker, WinogradWeightPlan plan, Floats x, Floats dy, Floats scratch, Floats partials) =>
        WinogradWeightWorker.Run(worker, plan, x, dy, scratch, partials);

    private static void WinogradReduceKernel(
        Index1D worker, WinogradWeightPlan plan, Floats partials, Floats dw, Floats db) =>
        WinogradWeightWorker.Reduce(worker, plan, partials, dw, db);

    // ---- launchers

    public void Forward(in Conv2DShape shape, Floats x, Floats w, Floats b, Activation activation, Floats y)
    {
        if (WinogradPlan.Suits(shape))
        {
            Winograd(WinogradPlan.Forward(shape, activation, vectorBits, workers), x, w, b, y, y);
            return;
        }

        GatherPlan plan = GatherPlan.Forward(shape, activation, vectorBits, workers);
        Reserve(WorkspaceNeeds.Of(plan));
        gather(plan.Workers, plan, x, w, b, y, ViewOf(scratch), y);
    }

    public void BackwardInput(
        in Conv2DShape shape, Floats dy, Floats w, Activation inputActivation, Floats x, Floats dx)
    {
        Floats output = inputActivation == Activation.Identity ? dx : x;
        if (WinogradPlan.Suits(shape))
        {
            Winograd(WinogradPlan.BackwardInput(shape, inputActivation, vectorBits, workers), dy, w, dx, output, dx);
            return;
        }

        GatherPlan plan = GatherPlan.BackwardInput(shape, inputActivation, vectorBits, workers);
        Reserve(WorkspaceNeeds.Of(plan));
        gather(plan.Workers, plan, dy, w, dx, output, ViewOf(scratch), dx);
    }

    public void BackwardWeight(in Conv2DShape shape, Floats x, Floats dy, Floats dw, Floats db)
    {
        if (WinogradPlan.Suits(shape))
        {
            WinogradWeight(WinogradWeightPlan.Of(shape, vectorBits, workers), x, dy, dw, db);
            return;
        }

        WeightPlan plan = WeightPlan.Of(shape, vectorBits, workers);
        Reserve(WorkspaceNeeds.Of(plan));
        weight(workers, plan, x, dy, ViewOf(scratch), ViewOf(partials), dw, db);
        if (plan.Slices > 1)
            reduce(workers, plan, ViewOf(partials), dw, db);
    }

    /// <inheritdoc/>
    public long WorkspaceBytes(IEnumerable<MatrixWork> work)
    {
        WorkspaceNeeds needs = WorkspaceNeeds.Of(work, vectorBits, workers);
        return sizeof(float) * (Padded(needs.Scratch) + Padded(needs.Transformed) + Padded(needs.Partials));
    }

    /// <inheritdoc/>
    public void Reserve(IEnumerable<MatrixWork> work) => Reserve(WorkspaceNeeds.Of(work, vectorBits, workers));

    public void Dispose()
    {
        transformed?.Dispose();
        scratch?.Dispose();
        partials?.Dispose();
    }

    internal static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;

    internal static int RoundUp(int length) => Ceiling(length, Alignment) * Alignment;

    /// <summary>The first address of a view that a cache line starts at.</summary>
    internal static unsafe float* Aligned(Floats view)
    {
        const nint line = Alignment * sizeof(float);
        return (float*)(((nint)VectorLoop.Pointer(view) + line - 1) / line * line);
    }

    private void Winograd(in WinogradPlan plan, Floats source, Floats w, Floats b, Floats x, Floats result)
    {
        Reserve(WorkspaceNeeds.Of(plan));
        winogradWeights(workers, plan, w, ViewOf(transformed));
        winograd(workers, plan, source, ViewOf(transformed), b, x, ViewOf(scratch), result);
    }

    private void WinogradWeight(in WinogradWeightPlan plan, Floats x, Floats dy, Floats dw, Floats db)
    {
        Reserve(WorkspaceNeeds.Of(plan));
        winogradWeight(workers, plan, x, dy, ViewOf(scratch), ViewOf(partials));
        winogradReduce(workers, plan, ViewOf(partials), dw, db);
    }

    private void Reserve(in WorkspaceNeeds needs)
    {
        Reserve(ref scratch, needs.Scratch);
        Reserve(ref transformed, needs.Transformed);
        Reserve(ref partials, needs.Partials);
    }

    private void Reserve(ref MemoryBuffer1D<float, Stride1D.Dense>? buffer, long length)
    {
        if ((buffer?.Length ?? 0) >= Padded(length))
            return;
        device.Synchronize();
        buffer?.Dispose();
        buffer = device.Allocate<float>(Padded(length));
    }

    // Empty where no work so far needed the buffer.
    private static Floats ViewOf(MemoryBuffer1D<float, Stride1D.Dense>? buffer) =>
        buffer is null ? default : buffer.View;

    // Room to start at a line of the cache.
    private static long Padded(long length) => length == 0 ? 0 : length + Alignment;
}
