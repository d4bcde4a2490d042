namespace IlgpuCnn.Kernels.Engines.Gpu;

/// <summary>
/// Matrix-shaped passes on GPUs: the window's matrix is gathered tile by tile into shared memory. Owns a workspace for
/// the parts of split sums, which grows to the largest shape seen; after that no launch allocates or waits.
/// </summary>
internal sealed class GpuEngine : IMatrixEngine
{
    /// <summary>Threads of the largest group that a kernel of the engine has.</summary>
    public const int LargestGroup = 256;

    // Parts shorter than these are cheaper to add at once than to store and add later.
    private const int ShortestPart = 8 * Slice.Depth;
    private const int ShortestBiasPart = 256;

    // ILGPU takes every view that a kernel is given for aligned to 256 bytes.
    private const int ViewAlignment = 256 / sizeof(float);

    private readonly ComputeDevice device;
    private readonly Precision precision;
    private readonly TileTable tiles;
    private readonly GemmKernels kernels;
    private readonly Action<AcceleratorStream, KernelConfig, int, int, int, Floats, Floats> biasPart;
    private readonly Action<Index1D, int, int, Floats, Floats> addParts;
    private readonly Action<Index1D, int, int, Floats, Floats, Activation, Floats> addOutputParts, addInputGradientParts;
    private MemoryBuffer1D<float, Stride1D.Dense>? workspace;

    /// <summary>Compiles what every product needs; the products' own kernels when first asked for.</summary>
    public GpuEngine(ComputeDevice device, Precision precision, TileTable tiles)
    {
        this.device = device;
        this.precision = precision;
        this.tiles = tiles;
        kernels = new GemmKernels(device);
        biasPart = device.LoadGrouped<Action<AcceleratorStream, KernelConfig, int, int, int, Floats, Floats>>(
            typeof(MatrixKernels).GetMethod(nameof(MatrixKernels.BiasPartKernel))!,
            new KernelSpecialization(MatrixKernels.BiasThreads, null));
        addParts = device.Load<int, int, Floats, Floats>(MatrixKernels.AddPartsKernel);
        addOutputParts = device.Load<int, int, Floats, Floats, Activation, Floats>(MatrixKernels.AddOutputPartsKernel);
        addInputGradientParts = device.Load<int, int, Floats, Floats, Activation, Floats>(
            MatrixKernels.AddInputGradientPartsKernel);
    }

    // ---- launchers

    /// <inheritdoc/>
    public void Forward(in Conv2DShape shape, Floats x, Floats w, Floats b, Activation activation, Floats y)
    {
        Window window = Window.OverInput(shape);
        GemmExtents extents = new(window.Pixels, shape.OutC, window.Taps, window.Taps);
        bool isWideIn = IsWide(shape.InC);
        bool isWideOut = IsWide(shape.OutC);
        GemmTile tile = tiles.Choose(precision, GemmPass.Forward, extents, !isWideIn || !isWideOut);
        DepthSplit split = DepthSplit.Of(extents.Depth, tile.Groups(extents), ShortestPart);
        if (split.Parts == 1)
        {
            GemmVariant whole = new(nameof(MatrixKernels.ForwardKernel), tile, isWideIn, isWideOut);
            kernels.Launch(whole, 1, window, extents, x, w, b, activation, y);
            return;
        }

        GemmVariant part = new(nameof(MatrixKernels.ForwardPartKernel), tile, isWideIn, isWideOut);
        int length = extents.Rows * extents.Columns;
        Floats parts = Workspace((long)split.Parts * length);
        kernels.Launch(part, split.Parts, window, extents with { PartDepth = split.PartDepth }, x, w, b, activation, parts);
        addOutputParts(length, length, split.Parts, parts, b.SubView(0, shape.OutC), activation, y);
    }

    /// <inheritdoc/>
    public void BackwardInput(
        in Conv2DShape shape, Floats dy, Floats w, Activation inputActivation, Floats x, Floats dx)
    {
        Window window = Window.OverOutput(shape);
        GemmExtents extents = new(window.Pixels, shape.InC, window.Taps, window.Taps);
        bool isWide = IsWide(shape.OutC);
        GemmTile tile = tiles.Choose(precision, GemmPass.BackwardInput, extents, !isWide || shape.Stride > 1);
        // The kernel needs some view for x; one that is not read may be absent.
        Floats activated = inputActivation == Activation.Identity ? dx : x;
        DepthSplit split = shape.Stride > 1
            ? new DepthSplit(1, extents.Depth)
            : DepthSplit.Of(extents.Depth, tile.Groups(extents), ShortestPart);
        if (split.Parts == 1)
        {
            string kernel = shape.Stride == 1
                ? nameof(MatrixKernels.BackwardInputKernel)
                : nameof(MatrixKernels.BackwardStridedInputKernel);
            GemmVariant whole = new(kernel, tile, isWide, isWide);
            kernels.Launch(whole, 1, window, extents, dy, w, activated, inputActivation, dx);
            return;
        }

        GemmVariant part = new(nameof(MatrixKernels.BackwardInputPartKernel), tile, isWide, isWide);
        int length = extents.Rows * extents.Columns;
        Floats parts = Workspace((long)split.Parts * length);
        kernels.Launch(
            part, split.Parts, window, extents with { PartDepth = split.PartDepth }, dy, w, activated, inputActivation,
            parts);
        addInputGradientParts(length, length, split.Parts, parts, activated, inputActivation, dx);
    }

    /// <inheritdoc/>
    public void BackwardWeight(in Conv2DShape shape, Floats x, Floats dy, Floats dw, Floats db)
    {
        Window window = Window.OverInput(shape);
        GemmExtents extents = new(window.Taps, shape.OutC, window.Pixels, window.Pixels);
        bool isWideIn = IsWide(shape.InC);
        bool isWideOut = IsWide(shape.OutC);
        GemmTile tile = tiles.Choose(precision, GemmPass.BackwardWeight, extents, !isWideIn || !isWideOut);
        int biasGroups = (shape.OutC + MatrixKernels.BiasChannels - 1) / MatrixKernels.BiasChannels;
        DepthSplit weights = DepthSplit.Of(window.Pixels, tile.Groups(extents), ShortestPart);
        DepthSplit biases = DepthSplit.Of(window.Pixels, biasGroups, ShortestBiasPart);

        long weightParts = (long)weights.Parts * shape.WeightLength;
        long biasStart = (weightParts + ViewAlignment - 1) / ViewAlignment * ViewAlignment;
        long biasParts = (long)biases.Parts * shape.OutC;
        Floats parts = Workspace(biasStart + biasParts);
        Floats weightSums = parts.SubView(0, weightParts);
        Floats biasSums = parts.SubView(biasStart, biasParts);

        GemmVariant part = new(
            nameof(MatrixKernels.BackwardWeightPartKernel), tile, isWideIn, isWideOut);
        kernels.Launch(
            part, weights.Parts, window, extents with { PartDepth = weights.PartDepth }, x, dy, dw,
            Activation.Identity, weightSums);
        addParts(shape.WeightLength, shape.WeightLength, weights.Parts, weightSums, dw);
        KernelConfig grid = new((biasGroups, biases.Parts, 1), (MatrixKernels.BiasThreads, 1, 1));
        biasPart(device.Stream, grid, window.Pixels, biases.PartDepth, shape.OutC, dy, biasSums);
        addParts(shape.OutC, shape.OutC, biases.Parts, biasSums, db);
    }

    /// <inheritdoc/>
    public void Dispose() => workspace?.Dispose();

    private static bool IsWide(int innermost) => innermost % 4 == 0;

    private Floats Workspace(long length)
    {
        if (workspace is null || workspace.Length < length)
        {
            device.Synchronize(); // launches under way still use the old one
            workspace?.Dispose();
            workspace = device.Accelerator.Allocate1D<float>(length);
        }

        return workspace.View;
    }
}
