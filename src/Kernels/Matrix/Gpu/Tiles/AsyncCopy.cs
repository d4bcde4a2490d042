using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using IlgpuCnn.Kernels.Devices.Cuda;
using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

[assembly: CudaInstructions(typeof(AsyncCopy))]

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// Copies from global to shared memory that bypass the registers and go on while the thread computes (PTX's cp.async).
/// On other devices than CUDA's each is a plain copy, done at once.
/// </summary>
internal static class AsyncCopy
{
    /// <summary>Copies 16 bytes, aligned to 16; zeros where not <paramref name="inside"/>.</summary>
    [IntrinsicImplementation]
    public static void Copy4(ref Float4 shared, ref Float4 global, int inside) =>
        PlainCopy4(ref shared, ref global, inside);

    /// <summary>Copies one float; zero where not <paramref name="inside"/>.</summary>
    [IntrinsicImplementation]
    public static void Copy1(ref float shared, ref float global, int inside) =>
        PlainCopy1(ref shared, ref global, inside);

    /// <summary>Ends a group of copies.</summary>
    [IntrinsicImplementation]
    public static void Commit() => PlainCommit();

    /// <summary>Waits until this thread's groups are done.</summary>
    [IntrinsicImplementation]
    public static void WaitForAll() => PlainWaitForAll();

    /// <summary>Waits until this thread's groups but the latest are done.</summary>
    [IntrinsicImplementation]
    public static void WaitForAllButOne() => PlainWaitForAllButOne();

    // ---- what stands for them elsewhere, found by name

    private static void PlainCopy4(ref Float4 shared, ref Float4 global, int inside) =>
        shared = inside != 0 ? global : default;

    private static void PlainCopy1(ref float shared, ref float global, int inside) =>
        shared = inside != 0 ? global : 0f;

    private static void PlainCommit()
    {
    }

    private static void PlainWaitForAll()
    {
    }

    private static void PlainWaitForAllButOne()
    {
    }

    // ---- code generators, found by name

    private static void GenerateCopy4(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Generate(generator, value, "cg", 16);

    private static void GenerateCopy1(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Generate(generator, value, "ca", 4);

    private static void GenerateCommit(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        generator.Command("cp.async.commit_group");

    private static void GenerateWaitForAll(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        generator.Command("cp.async.wait_group 0");

    private static void GenerateWaitForAllButOne(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        generator.Command("cp.async.wait_group 1");

    private static void Generate(PTXCodeGenerator generator, Value value, string cache, int bytes)
    {
        string shared = PtxText.Address(generator, value[0], MemoryAddressSpace.Shared, "shared64");
        string global = PtxText.Address(generator, value[1], MemoryAddressSpace.Global, "global64");
        string inside = PtxText.Register(generator, value[2]);
        PtxText.Append(
            generator,
            $"{{ .reg .b64 shared64, global64; .reg .b32 shared32, count; {shared} cvt.u32.u64 shared32, shared64; "
            + $"{global} mul.lo.s32 count, {inside}, {bytes}; "
            + $"cp.async.{cache}.shared.global [shared32], [global64], {bytes}, count; }}");
    }
}
