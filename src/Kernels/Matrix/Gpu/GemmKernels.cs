using System.Reflection;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;
using IlgpuCnn.Kernels.Matrix.Gpu.Plans;

namespace IlgpuCnn.Kernels.Matrix.Gpu;

/// <summary>Launches a kernel of a product.</summary>
internal delegate void GemmLaunch(
    AcceleratorStream stream, KernelConfig grid, Window window, GemmExtents extents, Floats left, Floats right,
    Floats operand, Activation activation, Floats result);

/// <summary>Launches a kernel of a product whose result is pooled.</summary>
internal delegate void PooledGemmLaunch(
    AcceleratorStream stream, KernelConfig grid, Window window, GemmExtents extents, Floats left, Floats right,
    Floats bias, Activation activation, Floats result, Bytes winners);

/// <summary>Which kernel: its name in <see cref="MatrixKernels"/>, its tile, and how its operands are read.</summary>
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

    /// <summary>All that an engine may ask for.</summary>
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
    private readonly Dictionary<GemmVariant, Delegate> loaded = [];

    /// <summary>Launches a kernel of <see cref="MatrixKernels"/>, a group a tile and part.</summary>
    public void Launch(
        string kernel, in GemmPlan plan, Floats left, Floats right, Floats operand, Activation activation,
        Floats result) => Load<GemmLaunch>(plan.Variant(kernel))(
            device.Stream, GridOf(plan), plan.Window, PartOf(plan), left, right, operand, activation, result);

    /// <summary>The same, of the one that pools.</summary>
    public void LaunchPooled(
        in GemmPlan plan, Floats left, Floats right, Floats bias, Activation activation, Floats result, Bytes winners) =>
        Load<PooledGemmLaunch>(plan.Variant(nameof(MatrixKernels.PooledForwardKernel)))(
            device.Stream, GridOf(plan), plan.Window, PartOf(plan), left, right, bias, activation, result, winners);

    private static KernelConfig GridOf(in GemmPlan plan) => new(
        (plan.Tile.Down(plan.Extents), plan.Tile.Across(plan.Extents), plan.Split.Parts), (plan.Tile.Threads, 1, 1));

    private static GemmExtents PartOf(in GemmPlan plan) => plan.Extents with { PartDepth = plan.Split.PartDepth };

    private TLaunch Load<TLaunch>(GemmVariant variant)
        where TLaunch : Delegate
    {
        if (loaded.TryGetValue(variant, out Delegate? launch))
            return (TLaunch)launch;
        TLaunch made = device.LoadGrouped<TLaunch>(
            variant.Method, new KernelSpecialization(variant.Tile.Threads, variant.Tile.Residents));
        loaded.Add(variant, made);
        return made;
    }
}
