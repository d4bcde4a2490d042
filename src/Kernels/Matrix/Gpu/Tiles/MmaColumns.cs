using IlgpuCnn.Kernels.Matrix.Gpu.Access;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>A thread's share of 64 columns of right, or of 32: then it is Left alone.</summary>
internal struct MmaColumns64
{
    public MmaColumns Left;
    public MmaColumns Right;

    /// <summary>Reads the share of so many columns from shared memory.</summary>
    public static MmaColumns64 Load<TNumber>(MmaOperand right, int columns)
        where TNumber : struct, IMmaNumber
    {
        MmaColumns64 loaded = default;
        loaded.Left = MmaColumns.Load<TNumber>(right, 0);
        if (columns > 32)
            loaded.Right = MmaColumns.Load<TNumber>(right, 32);
        return loaded;
    }
}

/// <summary>A thread's share of 32 columns of right: two words for each 8.</summary>
internal struct MmaColumns
{
    public Word2 N0;
    public Word2 N1;
    public Word2 N2;
    public Word2 N3;

    /// <summary>Reads the share from shared memory, from a column on.</summary>
    public static MmaColumns Load<TNumber>(MmaOperand right, int column)
        where TNumber : struct, IMmaNumber
    {
        Word4 first = right.Columns<TNumber>(column);
        Word4 second = right.Columns<TNumber>(column + 16);
        MmaColumns columns;
        columns.N0 = new Word2 { X = first.X, Y = first.Y };
        columns.N1 = new Word2 { X = first.Z, Y = first.W };
        columns.N2 = new Word2 { X = second.X, Y = second.Y };
        columns.N3 = new Word2 { X = second.Z, Y = second.W };
        return columns;
    }
}
