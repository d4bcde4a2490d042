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

    /// <summary>Launches the variant's kernel, a group a tile and part.</summary>
    public void Launch(
        in GemmVariant variant, int parts, in Window window, in GemmExtents extents, Floats left, Floats right,
        Floats operand, Activation activation, Floats result)
    {
        if (!loaded.TryGetValue(variant, out GemmLaunch? launch))
        {
            launch = device.LoadGrouped<GemmLaunch>(
                variant.Method, new KernelSpecialization(variant.Tile.Threads, variant.Tile.Residents));
            loaded.Add(variant, launch);
        }

        KernelConfig grid = new(
            (variant.Tile.Down(extents), variant.Tile.Across(extents), parts), (variant.Tile.Threads, 1, 1));
        launch(device.Stream, grid, window, extents, left, right, operand, activation, result);
    }
}
