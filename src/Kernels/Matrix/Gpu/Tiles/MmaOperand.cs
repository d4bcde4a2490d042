using IlgpuCnn.Kernels.Matrix.Gpu.Access;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// A thread's words of an operand in a k-tile. Of each 8 rows by 8 words that a step takes, it holds those of row lane
/// / 4 at words lane % 4 and lane % 4 + 4 (PTX ISA, fragments of mma.m16n8k8 and m16n8k16, which agree when two
/// bfloat16 count as a word). All lie at distances from the first one that are known to the compiler, so that a load
/// has no arithmetic of its own.
/// </summary>
/// <param name="Words">The k-tile, from the thread's first word on.</param>
/// <param name="RowStep">Words from a row to the next.</param>
/// <param name="WordStep">Words from a word to the next in depth.</param>
internal readonly record struct MmaOperand(Floats Words, int RowStep, int WordStep)
{
    /// <summary>Words in depth that one instruction takes.</summary>
    public const int StepWords = 8;

    /// <summary>Index of the thread's first word, for a warp whose rectangle starts at a row.</summary>
    public static int Start(bool alongDepth, bool packed, int rows, int row)
    {
        int lane = Group.IdxX & 31;
        return ((row + (lane / 4)) * RowStepOf(alongDepth, packed)) + ((lane & 3) * WordStepOf(alongDepth, rows));
    }

    /// <summary>The words of a k-tile from the thread's first one on.</summary>
    public static MmaOperand Of(bool alongDepth, bool packed, int rows, Floats kTile, int start) =>
        new(kTile.SubView(start), RowStepOf(alongDepth, packed), WordStepOf(alongDepth, rows));

    /// <summary>Reads the thread's share of 16 rows, from a row and a word on.</summary>
    public Word4 Load<TNumber>(int row, int word)
        where TNumber : struct, IMmaNumber
    {
        Word4 words;
        words.X = Word<TNumber>(row, word);
        words.Y = Word<TNumber>(row + 8, word);
        words.Z = Word<TNumber>(row, word + 4);
        words.W = Word<TNumber>(row + 8, word + 4);
        return words;
    }

    /// <summary>Reads one word of the thread's share.</summary>
    public uint Word<TNumber>(int row, int word)
        where TNumber : struct, IMmaNumber => TNumber.Word(Words, (row * RowStep) + (word * WordStep));

    private static int RowStepOf(bool alongDepth, bool packed) => alongDepth ? KTile.PitchAlong(packed) : 1;

    private static int WordStepOf(bool alongDepth, int rows) => alongDepth ? 1 : KTile.PitchAcross(rows);
}
