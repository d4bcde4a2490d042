using System.Reflection;
using IlgpuCnn.Kernels.Matrix.Gpu.Plans;
using IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

namespace IlgpuCnn.Kernels.Matrix.Gpu;

/// <summary>
/// One kernel of a product: its name in <see cref="MatrixKernels"/>, its tile, and how its operands are read.
/// </summary>
internal readonly record struct GemmVariant(string Kernel, GemmTile Tile, bool LeftIsWide, bool RightIsWide)
{
    private static readonly bool[] Widths = [true, false];

    private static readonly string[] Kernels =
    [
        nameof(MatrixKernels.ForwardKernel), nameof(MatrixKernels.ForwardPartKernel),
        nameof(MatrixKernels.PooledForwardKernel), nameof(MatrixKernels.PooledForwardPartKernel),
        nameof(MatrixKernels.BackwardInputKernel), nameof(MatrixKernels.BackwardInputPartKernel),
        nameof(MatrixKernels.BackwardStridedInputKernel), nameof(MatrixKernels.BackwardWeightPartKernel),
    ];

    /// <summary>All variants that an engine may launch.</summary>
    public static IEnumerable<GemmVariant> All =>
        from kernel in Kernels
        from tile in GemmTile.All
        from leftIsWide in Widths
        from rightIsWide in Widths
        where leftIsWide == rightIsWide || !kernel.Contains("Input", StringComparison.Ordinal) // both are along OutC
        let variant = new GemmVariant(kernel, tile, leftIsWide, rightIsWide)
        where (leftIsWide && rightIsWide) || !kernel.StartsWith("Pooled", StringComparison.Ordinal)
        where tile.IsSmall || (leftIsWide && rightIsWide && kernel != nameof(MatrixKernels.BackwardStridedInputKernel))
        select variant;

    /// <summary>The method to compile.</summary>
    public MethodInfo Method => typeof(MatrixKernels).GetMethod(Kernel)!.MakeGenericMethod(
        Tile.Type, Access(LeftIsWide, Tile.Rows), Access(RightIsWide, Tile.Columns));

    /// <summary>The variant as tables have it: ForwardKernel Tf32 64x64 wide-narrow.</summary>
    public override string ToString() =>
        $"{Kernel} {Tile.Precision} {Tile.Name} {Word(LeftIsWide)}-{Word(RightIsWide)}";

    private Type Access(bool isWide, int lines) =>
        !isWide ? typeof(NarrowAccess) : lines * KTile.Depth / 4 / Tile.Threads > 4 ? typeof(TallAccess) : typeof(WideAccess);

    private static string Word(bool isWide) => isWide ? "wide" : "narrow";
}
