using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu;

namespace IlgpuCnn.PtxReport;

/// <summary>A kernel to compile.</summary>
/// <param name="Name">For tables.</param>
/// <param name="Method">The kernel.</param>
/// <param name="Groups">How its threads are grouped; null where ILGPU does it.</param>
/// <param name="Variant">Of a product, which.</param>
internal sealed record KernelSource(string Name, MethodInfo Method, KernelSpecialization? Groups, GemmVariant? Variant)
{
    private const BindingFlags AnyStatic =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Every kernel that a GPU may run.</summary>
    public static IReadOnlyList<KernelSource> All { get; } = [.. Plain(), .. Products()];

    /// <summary>
    /// Most registers of a thread: products as their tiles say; all else so that 768 threads or more share a
    /// multiprocessor.
    /// </summary>
    public int RegisterBudget => Variant is { } product ? product.Tile.RegisterBudget : 80;

    /// <summary>
    /// Kernels of one family have most of their methods in common: products in one precision, and all that are no products.
    /// </summary>
    public Precision? Family => Variant?.Tile.Precision;

    public override string ToString() => Name;

    private static IEnumerable<KernelSource> Plain() =>
        from type in typeof(ComputeDevice).Assembly.GetTypes()
        where type.Namespace?.StartsWith("IlgpuCnn.Kernels.Matrix.Cpu", StringComparison.Ordinal) != true
        from method in type.GetMethods(AnyStatic)
        where method.Name.EndsWith("Kernel", StringComparison.Ordinal)
        where method.ReturnType == typeof(void)
        where !method.Name.EndsWith("VectorKernel", StringComparison.Ordinal) // vector code, which only CPUs run
        from kernel in Closed(method)
        let isGrouped = kernel.GetParameters()[0].ParameterType != typeof(Index1D)
        orderby type.Name, method.Name
        let arguments = string.Concat(kernel.GetGenericArguments().Select(argument => $"<{argument.Name}>"))
        select new KernelSource(
            $"{type.Name}.{kernel.Name}{arguments}", kernel, isGrouped ? new(ComputeDevice.LargestGroup, null) : null, null);

    // One with a type argument once for each struct that can be it; those with more are products, which are listed apart.
    private static IEnumerable<MethodInfo> Closed(MethodInfo kernel)
    {
        if (!kernel.IsGenericMethod)
            return [kernel];
        return kernel.GetGenericArguments() is [Type parameter]
            ? from type in typeof(ComputeDevice).Assembly.GetTypes()
              where parameter.GetGenericParameterConstraints().All(constraint => constraint.IsAssignableFrom(type))
              orderby type.Name
              select kernel.MakeGenericMethod(type)
            : [];
    }

    private static IEnumerable<KernelSource> Products() => GemmVariant.All.Select(
        variant => new KernelSource(
            $"{variant}", variant.Method, new(variant.Tile.Threads, variant.Tile.BlocksPerSM), variant));
}
