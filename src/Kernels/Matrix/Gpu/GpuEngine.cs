using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;
using IlgpuCnn.Kernels.Matrix.Gpu.Plans;

namespace IlgpuCnn.Kernels.Matrix.Gpu;

/// <summary>
/// The engine of matrix-shaped passes on GPUs: the window's matrix is gathered tile by tile into shared memory. Owns a
/// workspace for the parts of split sums, which grows to the largest shape seen; after that no launch allocates or
/// waits.
/// </summary>
internal sealed class GpuEngine : IPoolingMatrixEngine, IPartialMatrixEngine
{
    private readonly ComputeDevice device;
    private readonly TileTable tiles;
    private readonly GemmKernels kernels;
    private readonly Action<Index1D, int, int, int, Floats, Floats, Floats> addGradientParts;
    private readonly Action<Index1D, int, int, Floats, Floats, Activation, Floats> addOutputParts, addInputGradientParts;
    private readonly Action<Index1D, PooledParts, Floats, PooledView> addPooledParts;
    private MemoryBuffer1D<float, Stride1D.Dense>? workspace;

    /// <summary>
    /// Makes the engine of a device, and compiles the kernels that every product needs; a product's own is compiled at
    /// its first launch.
    /// </summary>
    public GpuEngine(ComputeDevice device, TileTable tiles)
    {
        this.device = device;
        this.tiles = tiles;
        kernels = new GemmKernels(device);
        addGradientParts =
            device.Load<int, int, int, Floats, Floats, Floats>(MatrixKernels.AddGradientPartsKernel);
        addOutputParts = device.Load<int, int, Floats, Floats, Activation, Floats>(MatrixKernels.AddOutputPartsKernel);
        addInputGradientParts = device.Load<int, int, Floats, Floats, Activation, Floats>(
            MatrixKernels.AddInputGradientPartsKernel);
        addPooledParts = device.Load<PooledParts, Floats, PooledView>(MatrixKernels.AddPooledPartsKernel);
    }

    private Precision Precision => device.Precision;

    // ---- launchers

    /// <inheritdoc/>
    public void Forward(in Conv2DShape shape, Floats x, Floats w, Floats b, Activation activation, Floats y)
    {
        GemmPlan plan = GemmPlan.Forward(shape, Precision, tiles);
        if (plan.Split.Parts == 1)
        {
            kernels.Launch(nameof(MatrixKernels.ForwardKernel), plan, x, w, b, activation, y);
            return;
        }

        Floats parts = Workspace(plan.PartsLength);
        kernels.Launch(nameof(MatrixKernels.ForwardPartKernel), plan, x, w, b, activation, parts);
        addOutputParts(
            plan.Length, plan.Length, plan.Split.Parts, parts, b.SubView(0, shape.OutC), activation, y);
    }

    /// <inheritdoc/>
    public bool CanPool(in Conv2DShape shape) => GemmPlan.CanPool(shape);

    /// <inheritdoc/>
    public void PooledForward(
        in Conv2DShape shape, Floats x, Floats w, Floats b, Activation activation, Floats y, Bytes winners)
    {
        GemmPlan plan = GemmPlan.PooledForward(shape, Precision, tiles);
        if (plan.Split.Parts == 1)
        {
            kernels.LaunchPooled(plan, x, w, b, activation, y, winners);
            return;
        }

        Floats parts = Workspace(plan.PartsLength);
        kernels.Launch(nameof(MatrixKernels.PooledForwardPartKernel), plan, x, w, b, activation, parts);
        int windows = plan.Window.Pixels / PooledRows.Taps;
        addPooledParts(
            windows * shape.OutC, new PooledParts(plan.Length, plan.Split.Parts, plan.Tile.RowPitch), parts,
            new PooledView(windows, shape.OutC, y, winners, b, activation));
    }

    /// <inheritdoc/>
    public void BackwardInput(
        in Conv2DShape shape, Floats dy, Floats w, Activation inputActivation, Floats x, Floats dx)
    {
        GemmPlan plan = GemmPlan.BackwardInput(shape, Precision, tiles);
        // The kernel needs some view for x; one that is not read may be absent.
        Floats activated = inputActivation == Activation.Identity ? dx : x;
        if (plan.Split.Parts == 1)
        {
            string kernel = shape.Stride == 1
                ? nameof(MatrixKernels.BackwardInputKernel)
                : nameof(MatrixKernels.BackwardStridedInputKernel);
            kernels.Launch(kernel, plan, dy, w, activated, inputActivation, dx);
            return;
        }

        Floats parts = Workspace(plan.PartsLength);
        kernels.Launch(
            nameof(MatrixKernels.BackwardInputPartKernel), plan, dy, w, activated, inputActivation, parts);
        addInputGradientParts(
            plan.Length, plan.Length, plan.Split.Parts, parts, activated, inputActivation, dx);
    }

    /// <inheritdoc/>
    public void BackwardWeight(in Conv2DShape shape, Floats x, Floats dy, Floats dw, Floats db)
    {
        GemmPlan plan = GemmPlan.BackwardWeight(shape, Precision, tiles);
        Floats parts = Workspace(plan.PartsLength);
        LaunchBackwardWeight(plan, x, dy, parts);
        addGradientParts(plan.Length, shape.WeightLength, plan.Length, plan.Split.Parts, parts, dw, db);
    }

    /// <inheritdoc/>
    public int PartsOf(in Conv2DShape shape) => GemmPlan.BackwardWeight(shape, Precision, tiles).Split.Parts;

    /// <inheritdoc/>
    public void BackwardWeightParts(in Conv2DShape shape, Floats x, Floats dy, Floats parts)
    {
        using (device.Beside())
            LaunchBackwardWeight(GemmPlan.BackwardWeight(shape, Precision, tiles), x, dy, parts);
    }

    /// <inheritdoc/>
    public long WorkspaceBytes(IEnumerable<MatrixWork> work) =>
        sizeof(float) * work.Select(WorkspaceLength).DefaultIfEmpty().Max();

    /// <inheritdoc/>
    public void Reserve(IEnumerable<MatrixWork> work)
    {
        if (WorkspaceBytes(work) is > 0 and long bytes)
            Workspace(bytes / sizeof(float));
    }

    /// <inheritdoc/>
    public void Dispose() => workspace?.Dispose();

    private void LaunchBackwardWeight(in GemmPlan plan, Floats x, Floats dy, Floats parts) => kernels.Launch(
        nameof(MatrixKernels.BackwardWeightPartKernel), plan, x, dy, parts, Activation.Identity, parts);

    private long WorkspaceLength(MatrixWork work)
    {
        long length = 0;
        if (work.Passes.HasFlag(MatrixPasses.Forward))
            length = WhenSplit(GemmPlan.Forward(work.Shape, Precision, tiles));
        if (work.Passes.HasFlag(MatrixPasses.PooledForward))
            length = Math.Max(length, WhenSplit(GemmPlan.PooledForward(work.Shape, Precision, tiles)));
        if (work.Passes.HasFlag(MatrixPasses.BackwardInput))
            length = Math.Max(length, WhenSplit(GemmPlan.BackwardInput(work.Shape, Precision, tiles)));
        if (work.Passes.HasFlag(MatrixPasses.BackwardWeight))
            length = Math.Max(length, GemmPlan.BackwardWeight(work.Shape, Precision, tiles).PartsLength);
        return length;

        static long WhenSplit(GemmPlan plan) => plan.Split.Parts == 1 ? 0 : plan.PartsLength;
    }

    private Floats Workspace(long length)
    {
        if (workspace is null || workspace.Length < length)
        {
            device.Synchronize(); // launches under way still use the old one
            workspace?.Dispose();
            workspace = device.Allocate<float>(length);
            device.NoteMovedMemory();
        }

        return workspace.View;
    }
}
