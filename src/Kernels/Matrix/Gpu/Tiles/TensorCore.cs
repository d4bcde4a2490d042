using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using IlgpuCnn.Kernels.Devices.Cuda;
using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

[assembly: CudaInstructions(typeof(TensorCore))]

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// The warp's matrix products, and the roundings that go with them (PTX ISA, "Matrix multiply-accumulate operation
/// using mma instruction"). On a simulated GPU the lanes exchange what they hold, which checks that each holds the elements
/// that the instruction takes from it.
/// </summary>
internal static class TensorCore
{
    /// <summary>
    /// A float with the 10 bits of tf32's fraction, rounded to the nearest; of two equally near ones that farther from
    /// 0, but from sm_90 on the even one (see <see cref="PtxRewriter"/>).
    /// </summary>
    [IntrinsicImplementation]
    public static uint ToTf32(float value) => (BitConverter.SingleToUInt32Bits(value) + 0x1000u) & 0xFFFFE000u;

    /// <summary>Two floats as bfloat16, rounded half to even: the first in the low half of the word.</summary>
    [IntrinsicImplementation]
    public static uint ToBf16(float low, float high) => RoundToBf16(low) | (RoundToBf16(high) << 16);

    /// <summary>
    /// sums (16×8) + left (16×8, tf32) · right (8×8, tf32), spread over a warp as mma.m16n8k8 has it.
    /// </summary>
    [IntrinsicImplementation]
    public static Float4 MultiplyTf32(Float4 sums, Word4 left, uint right0, uint right1) =>
        SimulatedTensorCore.Multiply<Tf32Product>(sums, left, new Word2 { X = right0, Y = right1 });

    /// <summary>sums (16×8) + left (16×16) · right (16×8), bfloat16 in pairs along the depth, as mma.m16n8k16.</summary>
    [IntrinsicImplementation]
    public static Float4 MultiplyBf16(Float4 sums, Word4 left, uint right0, uint right1) =>
        SimulatedTensorCore.Multiply<Bf16Product>(sums, left, new Word2 { X = right0, Y = right1 });

    private static uint RoundToBf16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16;
    }

    // ---- code generators, found by name

    private static void GenerateToTf32(PTXBackend backend, PTXCodeGenerator generator, Value value)
    {
        string source = PtxText.Register(generator, value[0]);
        string target = PtxText.Target(generator, value);
        PtxText.Append(generator, $"cvt.rna.tf32.f32 {target}, {source};");
    }

    private static void GenerateToBf16(PTXBackend backend, PTXCodeGenerator generator, Value value)
    {
        string low = PtxText.Register(generator, value[0]);
        string high = PtxText.Register(generator, value[1]);
        string target = PtxText.Target(generator, value);
        PtxText.Append(generator, $"cvt.rn.bf16x2.f32 {target}, {high}, {low};");
    }

    private static void GenerateMultiplyTf32(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Generate(generator, value, "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32");

    private static void GenerateMultiplyBf16(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Generate(generator, value, "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32");

    private static void Generate(PTXCodeGenerator generator, Value value, string instruction)
    {
        string sums = PtxText.Vector(generator, generator.Load(value[0]));
        string left = PtxText.Vector(generator, generator.Load(value[1]));
        string right = $"{{{PtxText.Register(generator, value[2])}, {PtxText.Register(generator, value[3])}}}";
        string target = PtxText.Vector(generator, generator.Allocate(value));
        PtxText.Append(generator, $"{instruction} {target}, {left}, {right}, {sums};");
    }
}
