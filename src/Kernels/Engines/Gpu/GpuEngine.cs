namespace IlgpuCnn.Kernels.Engines.Gpu;

/// <summary>
/// Matrix-shaped passes on GPUs: the window's matrix is gathered tile by tile into shared memory. Owns a workspace for
/// the parts of split sums, which grows to the largest shape seen; after that no launch allocates or waits.
/// </summary>
internal sealed class GpuEngine : IMatrixEngine
{
    // Parts shorter than these are cheaper to add at once than to store and add later.
    private const int ShortestWeightPart = 8 * TileGemm.SliceDepth;
    private const int ShortestBiasPart = 256;

    // ILGPU takes every view that a kernel is given for aligned to 256 bytes.
    private const int ViewAlignment = 256 / sizeof(float);

    private readonly ComputeDevice device;
    private readonly Action<
        AcceleratorStream, KernelConfig, Window, GemmExtents, Floats, Floats, Floats, Activation, Floats> forward;

    private readonly Action<
        AcceleratorStream, KernelConfig, Window, GemmExtents, Floats, Floats, Activation, Floats, Floats>
        backwardInput, backwardStridedInput;

    private readonly Action<AcceleratorStream, KernelConfig, Window, GemmExtents, Floats, Floats, Floats>
        backwardWeightPart;

    private readonly Action<AcceleratorStream, KernelConfig, int, int, int, Floats, Floats> biasPart;
    private readonly Action<Index1D, int, int, Floats, Floats> addParts;
    private MemoryBuffer1D<float, Stride1D.Dense>? workspace;

    /// <summary>Compiles the kernels.</summary>
    public GpuEngine(ComputeDevice device)
    {
        this.device = device;
        Accelerator accelerator = device.Accelerator;
        KernelSpecialization group = new(TileGemm.Threads, null);
        forward = accelerator.LoadKernel<Window, GemmExtents, Floats, Floats, Floats, Activation, Floats>(
            MatrixKernels.ForwardKernel, group);
        backwardInput = accelerator.LoadKernel<Window, GemmExtents, Floats, Floats, Activation, Floats, Floats>(
            MatrixKernels.BackwardInputKernel, group);
        backwardStridedInput = accelerator.LoadKernel<Window, GemmExtents, Floats, Floats, Activation, Floats, Floats>(
            MatrixKernels.BackwardStridedInputKernel, group);
        backwardWeightPart = accelerator.LoadKernel<Window, GemmExtents, Floats, Floats, Floats>(
            MatrixKernels.BackwardWeightPartKernel, group);
        biasPart = accelerator.LoadKernel<int, int, int, Floats, Floats>(MatrixKernels.BiasPartKernel, group);
        addParts = device.Load<int, int, Floats, Floats>(MatrixKernels.AddPartsKernel);
    }

    // ---- launchers

    /// <inheritdoc/>
    public void Forward(in Conv2DShape shape, Floats x, Floats w, Floats b, Activation activation, Floats y)
    {
        Window window = Window.OverInput(shape);
        GemmExtents extents = new(window.Pixels, shape.OutC, window.Taps, window.Taps);
        forward(device.Stream, Grid(extents, 1), window, extents, x, w, b, activation, y);
    }

    /// <inheritdoc/>
    public void BackwardInput(
        in Conv2DShape shape, Floats dy, Floats w, Activation inputActivation, Floats x, Floats dx)
    {
        Window window = Window.OverOutput(shape);
        GemmExtents extents = new(window.Pixels, shape.InC, window.Taps, window.Taps);
        // The kernel needs some view for x; one that is not read may be absent.
        Floats activated = inputActivation == Activation.Identity ? dx : x;
        (shape.Stride == 1 ? backwardInput : backwardStridedInput)(
            device.Stream, Grid(extents, 1), window, extents, dy, w, inputActivation, activated, dx);
    }

    /// <inheritdoc/>
    public void BackwardWeight(in Conv2DShape shape, Floats x, Floats dy, Floats dw, Floats db)
    {
        Window window = Window.OverInput(shape);
        WeightSplit split = new(shape, window);
        (DepthSplit weights, DepthSplit biases) = (split.Weights, split.Biases);
        Floats parts = Workspace(split.Length);
        Floats weightSums = parts.SubView(0, split.WeightLength);
        Floats biasSums = parts.SubView(split.BiasStart, split.BiasLength);

        GemmExtents extents = new(window.Taps, shape.OutC, window.Pixels, weights.PartDepth);
        backwardWeightPart(device.Stream, Grid(extents, weights.Parts), window, extents, x, dy, weightSums);
        addParts(shape.WeightLength, shape.WeightLength, weights.Parts, weightSums, dw);
        KernelConfig grid = new((split.BiasGroups, biases.Parts, 1), (TileGemm.Threads, 1, 1));
        biasPart(device.Stream, grid, window.Pixels, biases.PartDepth, shape.OutC, dy, biasSums);
        addParts(shape.OutC, shape.OutC, biases.Parts, biasSums, db);
    }

    /// <inheritdoc/>
    public int WorkspaceVersion { get; private set; }

    /// <inheritdoc/>
    public long WorkspaceBytes(IEnumerable<MatrixWork> work) => sizeof(float) * work
        .Where(one => one.Passes.HasFlag(MatrixPasses.BackwardWeight))
        .Select(one => new WeightSplit(one.Shape, Window.OverInput(one.Shape)).Length)
        .DefaultIfEmpty()
        .Max();

    /// <inheritdoc/>
    public void Reserve(IEnumerable<MatrixWork> work)
    {
        if (WorkspaceBytes(work) is > 0 and long bytes)
            Workspace(bytes / sizeof(float));
    }

    /// <inheritdoc/>
    public void Dispose() => workspace?.Dispose();

    private static int Tiles(int extent) => (extent + TileGemm.Size - 1) / TileGemm.Size;

    private static KernelConfig Grid(GemmExtents extents, int parts) => new(
        (Tiles(extents.Rows), Tiles(extents.Columns), parts), (TileGemm.Threads, 1, 1));

    private Floats Workspace(long length)
    {
        if (workspace is null || workspace.Length < length)
        {
            device.Synchronize(); // launches under way still use the old one
            workspace?.Dispose();
            workspace = device.Allocate<float>(length);
            WorkspaceVersion++;
        }

        return workspace.View;
    }

    // How the sums of backward-weight are split, and where the parts of weights and of biases lie in the workspace.
    private readonly struct WeightSplit
    {
        public WeightSplit(in Conv2DShape shape, in Window window)
        {
            BiasGroups = (shape.OutC + MatrixKernels.BiasChannels - 1) / MatrixKernels.BiasChannels;
            Weights = DepthSplit.Of(window.Pixels, Tiles(window.Taps) * Tiles(shape.OutC), ShortestWeightPart);
            Biases = DepthSplit.Of(window.Pixels, BiasGroups, ShortestBiasPart);
            WeightLength = (long)Weights.Parts * shape.WeightLength;
            BiasStart = (WeightLength + ViewAlignment - 1) / ViewAlignment * ViewAlignment;
            BiasLength = (long)Biases.Parts * shape.OutC;
        }

        public int BiasGroups { get; }

        public DepthSplit Weights { get; }

        public DepthSplit Biases { get; }

        public long WeightLength { get; }

        public long BiasStart { get; }

        public long BiasLength { get; }

        public long Length => BiasStart + BiasLength;
    }
}
