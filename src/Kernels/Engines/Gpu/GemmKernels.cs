using System.Reflection;

namespace IlgpuCnn.Kernels.Engines.Gpu;

/// <summary>Launches a kernel of a product.</summary>
internal delegate void GemmLaunch(
    AcceleratorStream stream, KernelConfig grid, Window window, GemmExtents extents, Floats left, Floats right,
    Floats operand, Activation activation, Floats result);

/// <summary>Which kernel: its name in <see cref="MatrixKernels"/>, its tile, and how its operands are read.</summary>
internal readonly record struct GemmVariant(string Kernel, GemmTile Tile, bool LeftIsWide, bool RightIsWide)
{
    private static readonly bool[] Widths = [true, false];

    private static readonly string[] Kernels =
    [
        nameof(MatrixKernels.ForwardKernel), nameof(MatrixKernels.ForwardPartKernel),
        nameof(MatrixKernels.BackwardInputKernel), nameof(MatrixKernels.BackwardInputPartKernel),
        nameof(MatrixKernels.BackwardStridedInputKernel), nameof(MatrixKernels.BackwardWeightPartKernel),
    ];

    /// <summary>All that an engine may ask for.</summary>
    public static IEnumerable<GemmVariant> All =>
        from kernel in Kernels
        from tile in GemmTile.All
        from leftIsWide in Widths
        from rightIsWide in Widths
        where leftIsWide == rightIsWide || !kernel.Contains("Input", StringComparison.Ordinal) // both are along OutC
        let variant = new GemmVariant(kernel, tile, leftIsWide, rightIsWide)
        where tile.IsSmall || (leftIsWide && rightIsWide && kernel != nameof(MatrixKernels.BackwardStridedInputKernel))
        select variant;

    /// <summary>The method to compile.</summary>
    public MethodInfo Method => typeof(MatrixKernels).GetMethod(Kernel)!.MakeGenericMethod(
        Tile.Type, Access(LeftIsWide), Access(RightIsWide));

    /// <summary>For tables: ForwardKernel tf32 128x64, wide and narrow.</summary>
    public override string ToString() =>
        $"{Kernel} {Tile.Precision} {Tile.Name} {Word(LeftIsWide)}-{Word(RightIsWide)}";

    private static Type Access(bool isWide) => isWide ? typeof(WideAccess) : typeof(NarrowAccess);

    private static string Word(bool isWide) => isWide ? "wide" : "narrow";
}

/// <summary>The kernels of products, compiled when first asked for: a model needs few of them.</summary>
internal sealed class GemmKernels(ComputeDevice device)
{
    private readonly Dictionary<GemmVariant, GemmLaunch> loaded = [];

    /// <summary>Launches a kernel of <see cref="MatrixKernels"/>, a group a tile and part.</summary>
    public void Launch(
        string kernel, in GemmPlan plan, Floats left, Floats right, Floats operand, Activation activation,
        Floats result)
    {
        GemmVariant variant = plan.Variant(kernel);
        GemmTile tile = plan.Tile;
        if (!loaded.TryGetValue(variant, out GemmLaunch? launch))
        {
            launch = device.LoadGrouped<GemmLaunch>(
                variant.Method, new KernelSpecialization(tile.Threads, tile.Residents));
            loaded.Add(variant, launch);
        }

        KernelConfig grid = new(
            (tile.Down(plan.Extents), tile.Across(plan.Extents), plan.Split.Parts), (tile.Threads, 1, 1));
        GemmExtents part = plan.Extents with { PartDepth = plan.Split.PartDepth };
        launch(device.Stream, grid, plan.Window, part, left, right, operand, activation, result);
    }
}
