using IlgpuCnn.Kernels.Matrix.Gpu.Access;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>A kind of number that tensor cores multiply; they add in float32.</summary>
internal interface IMmaNumber
{
    /// <summary>How shared memory holds the numbers.</summary>
    static abstract KTileLayout Layout { get; }

    /// <summary>A word of shared memory as the instruction takes it.</summary>
    static abstract uint Round(uint word);

    /// <summary>sums + left · right.</summary>
    static abstract Float4 Multiply(Float4 sums, Word4 left, uint right0, uint right1);
}

/// <summary>
/// The numbers of tf32: float32 with 10 bits of fraction. Shared memory holds float32 as it came; the rounding is done
/// on the way to the registers, since the instruction itself would cut off.
/// </summary>
internal readonly struct Tf32Number : IMmaNumber
{
    public static KTileLayout Layout => KTileLayout.Words;

    public static uint Round(uint word) => TensorCore.ToTf32(Interop.IntAsFloat(word));

    public static Float4 Multiply(Float4 sums, Word4 left, uint right0, uint right1) =>
        TensorCore.MultiplyTf32(sums, left, right0, right1);
}

/// <summary>The numbers of bfloat16, rounded on the way into shared memory.</summary>
internal readonly struct Bf16Number : IMmaNumber
{
    public static KTileLayout Layout => KTileLayout.Pairs;

    public static uint Round(uint word) => word;

    public static Float4 Multiply(Float4 sums, Word4 left, uint right0, uint right1) =>
        TensorCore.MultiplyBf16(sums, left, right0, right1);
}
