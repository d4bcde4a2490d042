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
/// using mma instruction"). On a simulated GPU the same products by shuffles, which checks that each thread holds the
/// elements that the instruction takes from it.
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
        Multiply<Tf32Product>(sums, left, right0, right1);

    /// <summary>
    /// sums (16×8) + left (16×16) · right (16×8), bfloat16 in pairs along the depth, as mma.m16n8k16.
    /// </summary>
    [IntrinsicImplementation]
    public static Float4 MultiplyBf16(Float4 sums, Word4 left, uint right0, uint right1) =>
        Multiply<Bf16Product>(sums, left, right0, right1);

    // By shuffles: every thread of the warp reads the words that others hold.
    private static Float4 Multiply<TProduct>(Float4 sums, Word4 left, uint right0, uint right1)
        where TProduct : struct, IWordProduct
    {
        int row = Warp.LaneIdx / 4;
        int column = Warp.LaneIdx % 4 * 2;
        Word2 right = new() { X = right0, Y = right1 };
        for (int k = 0; k < 4; k++)
        {
            Word4 a = Warp.Shuffle(left, (row * 4) + k);
            Word2 even = Warp.Shuffle(right, (column * 4) + k);
            Word2 odd = Warp.Shuffle(right, ((column + 1) * 4) + k);
            sums.X += TProduct.Of(a.X, even.X) + TProduct.Of(a.Z, even.Y);
            sums.Y += TProduct.Of(a.X, odd.X) + TProduct.Of(a.Z, odd.Y);
            sums.Z += TProduct.Of(a.Y, even.X) + TProduct.Of(a.W, even.Y);
            sums.W += TProduct.Of(a.Y, odd.X) + TProduct.Of(a.W, odd.Y);
        }

        return sums;
    }

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

    private interface IWordProduct
    {
        static abstract float Of(uint left, uint right);
    }

    private readonly struct Tf32Product : IWordProduct
    {
        public static float Of(uint left, uint right) => Tf32(left) * Tf32(right);

        // The instruction ignores the low 13 bits.
        private static float Tf32(uint word) => BitConverter.UInt32BitsToSingle(word & 0xFFFFE000u);
    }

    private readonly struct Bf16Product : IWordProduct
    {
        public static float Of(uint left, uint right) =>
            (BitConverter.UInt32BitsToSingle(left << 16) * BitConverter.UInt32BitsToSingle(right << 16))
            + (BitConverter.UInt32BitsToSingle(left & 0xFFFF0000u)
                * BitConverter.UInt32BitsToSingle(right & 0xFFFF0000u));
    }
}
