using IlgpuCnn.Kernels.Matrix.Gpu.Access;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>The product of two words as a tensor core takes them.</summary>
internal interface IWordProduct
{
    /// <summary>left · right, of two numbers or the sum of two pairs.</summary>
    static abstract float Of(uint left, uint right);
}

/// <summary>A word is a number of tf32.</summary>
internal readonly struct Tf32Product : IWordProduct
{
    public static float Of(uint left, uint right) => Value(left) * Value(right);

    // The instruction ignores the low 13 bits.
    private static float Value(uint word) => BitConverter.UInt32BitsToSingle(word & 0xFFFFE000u);
}

/// <summary>A word is two numbers of bfloat16.</summary>
internal readonly struct Bf16Product : IWordProduct
{
    public static float Of(uint left, uint right) =>
        (BitConverter.UInt32BitsToSingle(left << 16) * BitConverter.UInt32BitsToSingle(right << 16))
        + (BitConverter.UInt32BitsToSingle(left & 0xFFFF0000u) * BitConverter.UInt32BitsToSingle(right & 0xFFFF0000u));
}

/// <summary>
/// The warp's matrix product, and the load of matrices, where a lane is a thread of the operating system. The lanes
/// exchange all their words at once, on the first one's stack: a shuffle is four waits of the whole warp, and the product
/// would take twelve.
/// </summary>
internal static class SimulatedTensorCore
{
    private const int Lanes = 32;

    /// <summary>sums (16×8) + left (16 rows of 8 words) · right (8 words of 8 columns).</summary>
    public static unsafe Float4 Multiply<TProduct>(Float4 sums, Word4 left, Word2 right)
        where TProduct : struct, IWordProduct
    {
        (Word4 Left, Word2 Right)* own = stackalloc (Word4, Word2)[Lanes];
        (Word4 Left, Word2 Right)* lanes = ((Word4, Word2)*)Warp.Shuffle((long)own, 0);
        lanes[Warp.LaneIdx] = (left, right);
        Warp.Barrier();
        int row = Warp.LaneIdx / 4;
        int column = Warp.LaneIdx % 4 * 2;
        for (int k = 0; k < 4; k++)
        {
            Word4 a = lanes[(row * 4) + k].Left;
            Word2 even = lanes[(column * 4) + k].Right;
            Word2 odd = lanes[((column + 1) * 4) + k].Right;
            sums.X += TProduct.Of(a.X, even.X) + TProduct.Of(a.Z, even.Y);
            sums.Y += TProduct.Of(a.X, odd.X) + TProduct.Of(a.Z, odd.Y);
            sums.Z += TProduct.Of(a.Y, even.X) + TProduct.Of(a.W, even.Y);
            sums.W += TProduct.Of(a.Y, odd.X) + TProduct.Of(a.W, odd.Y);
        }

        // The first lane's stack is read no more.
        Warp.Barrier();
        return sums;
    }

    /// <summary>
    /// Words lane % 4 of rows lane / 4 of four matrices, whose rows the lanes hold: the first eight lanes the first's.
    /// </summary>
    public static unsafe Word4 Load4(Word4 row)
    {
        const int Rows = 8;
        Word4* own = stackalloc Word4[Lanes];
        Word4* lanes = (Word4*)Warp.Shuffle((long)own, 0);
        lanes[Warp.LaneIdx] = row;
        Warp.Barrier();
        uint* word = (uint*)(lanes + (Warp.LaneIdx / 4)) + (Warp.LaneIdx % 4);
        Word4 words;
        words.X = word[0];
        words.Y = word[4 * Rows];
        words.Z = word[8 * Rows];
        words.W = word[12 * Rows];
        Warp.Barrier();
        return words;
    }
}
