using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using IlgpuCnn.Kernels.Devices.Cuda;
using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

[assembly: CudaInstructions(typeof(MatrixLoad))]

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// A warp's load from shared memory that gives each thread what a matrix product takes from it (PTX ISA, "Warp-level
/// matrix load instruction: ldmatrix"). On a simulated GPU the lanes exchange what they read.
/// </summary>
internal static class MatrixLoad
{
    /// <summary>
    /// Loads four matrices of 8 rows by 4 words. A lane names one row, 16 bytes aligned to 16: lanes 0 to 7 those of the
    /// first matrix, 8 to 15 those of the second and so on. It gets word lane % 4 of row lane / 4 of each.
    /// </summary>
    [IntrinsicImplementation]
    public static Word4 Load4(ref Word4 row) => SimulatedTensorCore.Load4(row);

    // ---- code generators, found by name

    private static void GenerateLoad4(PTXBackend backend, PTXCodeGenerator generator, Value value)
    {
        string row = PtxText.Address(generator, value[0], MemoryAddressSpace.Shared, "shared64");
        string target = PtxText.Vector(generator, generator.Allocate(value));
        PtxText.Append(
            generator,
            $"{{ .reg .b64 shared64; .reg .b32 shared32; {row} cvt.u32.u64 shared32, shared64; "
            + $"ldmatrix.sync.aligned.m8n8.x4.shared.b16 {target}, [shared32]; }}");
    }
}
