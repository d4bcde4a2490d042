using IlgpuCnn.Kernels.Matrix.Gpu.Access;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>
/// A thread's words of an operand in a step of a k-tile, <see cref="StepWords"/> deep. Of each 8 rows it needs those of
/// row lane / 4 at words lane % 4 and lane % 4 + 4 (PTX ISA, fragments of mma.m16n8k8 and m16n8k16, which agree when two
/// bfloat16 count as a word). Where the k-tile runs along the depth, one instruction loads four words for each thread of
/// the warp, else one word. All loads lie at distances from the first one that are known to the compiler, so that none
/// has arithmetic of its own.
/// </summary>
/// <param name="Words">The k-tile, from the thread's first word on.</param>
/// <param name="RunsAlongDepth">Whether the k-tile runs along the depth.</param>
/// <param name="Pitch">Words from a row to the next, or from a depth to the next.</param>
/// <param name="First">Where it does not run along the depth, the step's first word in depth.</param>
internal readonly record struct MmaOperand(Floats Words, bool RunsAlongDepth, int Pitch, int First)
{
    /// <summary>Words in depth that one instruction takes.</summary>
    public const int StepWords = 8;

    /// <summary>
    /// Index of the first word that this thread reads of left, for a warp whose rectangle starts at a row, a multiple of
    /// 16.
    /// </summary>
    public static int LeftStart(bool alongDepth, KTileLayout layout, int rows, int row)
    {
        int lane = Group.IdxX & 31;
        return alongDepth ? AlongStart(layout, row + (lane & 15), lane / 16) : AcrossStart(rows, row, lane);
    }

    /// <summary>
    /// Index of the first word that this thread reads of right, for a warp whose rectangle starts at a column, a multiple
    /// of 16.
    /// </summary>
    public static int RightStart(bool alongDepth, KTileLayout layout, int columns, int column)
    {
        int lane = Group.IdxX & 31;
        return alongDepth
            ? AlongStart(layout, column + (lane & 7) + (lane / 16 * 8), (lane / 8) & 1)
            : AcrossStart(columns, column, lane);
    }

    /// <summary>The thread's words of a k-tile, in the step that begins at a word.</summary>
    public static MmaOperand Of(bool alongDepth, KTileLayout layout, int rows, Floats kTile, int start, int word) =>
        alongDepth
            ? new(kTile.SubView(start ^ word).AsAligned(4 * sizeof(float)), true, KTile.PitchAlong(layout), 0)
            : new(kTile.SubView(start), false, KTile.PitchAcross(rows), word);

    /// <summary>Reads the thread's share of 16 rows of left, from a row on.</summary>
    public Word4 Rows<TNumber>(int row)
        where TNumber : struct, IMmaNumber =>
        Round<TNumber>(RunsAlongDepth ? Matrices(row) : Across(row, 0, row + 8, 0, row, 4, row + 8, 4));

    /// <summary>Reads the thread's share of 16 columns of right, from a column on: two words for each 8.</summary>
    public Word4 Columns<TNumber>(int column)
        where TNumber : struct, IMmaNumber => Round<TNumber>(
            RunsAlongDepth ? Matrices(column) : Across(column, 0, column, 4, column + 8, 0, column + 8, 4));

    private static int AlongStart(KTileLayout layout, int row, int chunk) =>
        (row * KTile.PitchAlong(layout)) + (KTile.Chunk(layout, row, chunk) * 4);

    private static int AcrossStart(int rows, int row, int lane) =>
        ((lane & 3) * KTile.PitchAcross(rows)) + row + (lane / 4);

    private static Word4 Round<TNumber>(Word4 words)
        where TNumber : struct, IMmaNumber
    {
        words.X = TNumber.Round(words.X);
        words.Y = TNumber.Round(words.Y);
        words.Z = TNumber.Round(words.Z);
        words.W = TNumber.Round(words.W);
        return words;
    }

    // The start says which 16 rows and 8 words, and in which order.
    private Word4 Matrices(int row) => MatrixLoad.Load4(ref Words.Cast<Word4>()[row * Pitch / 4]);

    private Word4 Across(int row0, int word0, int row1, int word1, int row2, int word2, int row3, int word3)
    {
        Word4 words;
        words.X = Word(row0, word0);
        words.Y = Word(row1, word1);
        words.Z = Word(row2, word2);
        words.W = Word(row3, word3);
        return words;
    }

    private uint Word(int row, int word) => Words.Cast<uint>()[((First + word) * Pitch) + row];
}
