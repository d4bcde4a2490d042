namespace IlgpuCnn.Kernels.Engines.Gpu;

/// <summary>
/// Where one thread finds its words of an operand in a slice. Of each 8 rows by 8 words that a step takes, the thread
/// holds those of row lane / 4 at words lane % 4 and lane % 4 + 4 (PTX ISA, fragments of mma.m16n8k8 and m16n8k16,
/// which agree when two bfloat16 count as a word).
/// </summary>
/// <param name="First">Index of its first word.</param>
/// <param name="RowStep">From a row to the next.</param>
/// <param name="WordStep">From a word to the next in depth.</param>
internal readonly record struct MmaOperand(int First, int RowStep, int WordStep)
{
    /// <summary>Words in depth that one instruction takes.</summary>
    public const int StepWords = 8;

    /// <summary>For a warp whose rectangle starts at a row, at a word of the slice's depth.</summary>
    public static MmaOperand Of(bool alongDepth, bool packed, int rows, int row, int word)
    {
        int rowStep = alongDepth ? Slice.PitchAlong(packed) : 1;
        int wordStep = alongDepth ? 1 : Slice.PitchAcross(rows);
        int lane = Group.IdxX % 32;
        int first = ((row + (lane / 4)) * rowStep) + ((word + (lane % 4)) * wordStep);
        return new MmaOperand(first, rowStep, wordStep);
    }

    /// <summary>The same, so many rows on.</summary>
    public MmaOperand Down(int rows) => this with { First = First + (rows * RowStep) };

    /// <summary>The thread's share of 16 rows.</summary>
    public Word4 Load<TNumber>(Floats slice)
        where TNumber : struct, IMmaNumber
    {
        Word4 words;
        words.X = TNumber.Word(slice, First);
        words.Y = TNumber.Word(slice, First + (8 * RowStep));
        words.Z = TNumber.Word(slice, First + (4 * WordStep));
        words.W = TNumber.Word(slice, First + (8 * RowStep) + (4 * WordStep));
        return words;
    }
}

/// <summary>A thread's share of 32 columns of right: two words for each 8 columns.</summary>
internal struct MmaColumns
{
    public Word2 N0;
    public Word2 N1;
    public Word2 N2;
    public Word2 N3;

    /// <summary>From shared memory.</summary>
    public static MmaColumns Load<TNumber>(Floats slice, MmaOperand at)
        where TNumber : struct, IMmaNumber
    {
        MmaColumns columns;
        columns.N0 = Pair<TNumber>(slice, at);
        columns.N1 = Pair<TNumber>(slice, at.Down(8));
        columns.N2 = Pair<TNumber>(slice, at.Down(16));
        columns.N3 = Pair<TNumber>(slice, at.Down(24));
        return columns;
    }

    private static Word2 Pair<TNumber>(Floats slice, MmaOperand at)
        where TNumber : struct, IMmaNumber
    {
        Word2 pair;
        pair.X = TNumber.Word(slice, at.First);
        pair.Y = TNumber.Word(slice, at.First + (4 * at.WordStep));
        return pair;
    }
}
