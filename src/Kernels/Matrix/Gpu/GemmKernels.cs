using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;
using IlgpuCnn.Kernels.Matrix.Gpu.Plans;

namespace IlgpuCnn.Kernels.Matrix.Gpu;

/// <summary>A launcher of a kernel that computes a product.</summary>
internal delegate void GemmLaunch(
    AcceleratorStream stream, KernelConfig grid, Window window, GemmExtents extents, Floats left, Floats right,
    Floats operand, Activation activation, Floats result);

/// <summary>A launcher of a kernel that computes a product and pools it.</summary>
internal delegate void PooledGemmLaunch(
    AcceleratorStream stream, KernelConfig grid, Window window, GemmExtents extents, Floats left, Floats right,
    Floats bias, Activation activation, Floats result, Bytes winners);

/// <summary>The kernels of products, compiled at their first launch: a model needs few of them.</summary>
internal sealed class GemmKernels(ComputeDevice device)
{
    private readonly Dictionary<GemmVariant, Delegate> loaded = [];

    /// <summary>
    /// Launches the named kernel of <see cref="MatrixKernels"/>, with one group for each tile and part, and those of the bias.
    /// </summary>
    public void Launch(
        string kernel, in GemmPlan plan, Floats left, Floats right, Floats operand, Activation activation,
        Floats result) => Load<GemmLaunch>(plan.Variant(kernel))(
            device.Stream, GridOf(plan), plan.Window, PartOf(plan), left, right, operand, activation, result);

    /// <summary>Launches the kernel of <see cref="MatrixKernels"/> that pools, with one group for each tile.</summary>
    public void LaunchPooled(
        in GemmPlan plan, Floats left, Floats right, Floats bias, Activation activation, Floats result, Bytes winners) =>
        Load<PooledGemmLaunch>(plan.Variant(nameof(MatrixKernels.PooledForwardKernel)))(
            device.Stream, GridOf(plan), plan.Window, PartOf(plan), left, right, bias, activation, result, winners);

    private static KernelConfig GridOf(in GemmPlan plan) => new(
        (plan.Tile.Down(plan.Extents) + plan.BiasGroups, plan.Tile.Across(plan.Extents), plan.Split.Parts),
        (plan.Tile.Threads, 1, 1));

    private static GemmExtents PartOf(in GemmPlan plan) => plan.Extents with { PartDepth = plan.Split.PartDepth };

    private TLaunch Load<TLaunch>(GemmVariant variant)
        where TLaunch : Delegate
    {
        if (loaded.TryGetValue(variant, out Delegate? launch))
            return (TLaunch)launch;
        TLaunch made = device.LoadGrouped<TLaunch>(
            variant.Method, new KernelSpecialization(variant.Tile.Threads, variant.Tile.BlocksPerSM));
        loaded.Add(variant, made);
        return made;
    }
}
