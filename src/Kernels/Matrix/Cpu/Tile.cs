using System.Runtime.CompilerServices;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>
/// Number of rows of a tile as a type, so that the compiler drops the code of the rows that are not there.
/// </summary>
internal interface IRows
{
    static abstract int Count { get; }
}

/// <summary>
/// The register tile that all matrix-shaped work on a CPU ends in: up to 14 rows by two vectors, every accumulator a
/// local of its own so that it stays in a register. Per step it loads two vectors of b and broadcasts one float of a
/// per row.
/// </summary>
internal static unsafe class Tile
{
    /// <summary>Columns of a tile, and so of a panel of the operand b: two vectors of so many bits.</summary>
    public static int Width(int vectorBits) => 2 * (vectorBits / 32);

    /// <summary>Floats of the largest tile.</summary>
    public const int MaxLength = 14 * 2 * 16;

    /// <summary>Runs a tile of <paramref name="rows"/> rows; c gets rows × 2·Width floats, overwritten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<S, V>(int rows, in TileWalk walk, float* a, float* b, float* c)
        where S : struct, ISimd<V>
        where V : struct
    {
        switch (rows)
        {
            case 1:
                Run<S, V, Rows1>(walk, a, b, c);
                break;
            case 2:
                Run<S, V, Rows2>(walk, a, b, c);
                break;
            case 3:
                Run<S, V, Rows3>(walk, a, b, c);
                break;
            case 4:
                Run<S, V, Rows4>(walk, a, b, c);
                break;
            case 5:
                Run<S, V, Rows5>(walk, a, b, c);
                break;
            case 6:
                Run<S, V, Rows6>(walk, a, b, c);
                break;
            case 7:
                Run<S, V, Rows7>(walk, a, b, c);
                break;
            case 8:
                Run<S, V, Rows8>(walk, a, b, c);
                break;
            case 9:
                Run<S, V, Rows9>(walk, a, b, c);
                break;
            case 10:
                Run<S, V, Rows10>(walk, a, b, c);
                break;
            case 11:
                Run<S, V, Rows11>(walk, a, b, c);
                break;
            case 12:
                Run<S, V, Rows12>(walk, a, b, c);
                break;
            case 13:
                Run<S, V, Rows13>(walk, a, b, c);
                break;
            case 14:
                Run<S, V, Rows14>(walk, a, b, c);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<S, V, R>(in TileWalk walk, float* a, float* b, float* c)
        where S : struct, ISimd<V>
        where V : struct
        where R : struct, IRows
    {
        V c0x = default, c0y = default;
        V c1x = default, c1y = default;
        V c2x = default, c2y = default;
        V c3x = default, c3y = default;
        V c4x = default, c4y = default;
        V c5x = default, c5y = default;
        V c6x = default, c6y = default;
        V c7x = default, c7y = default;
        V c8x = default, c8y = default;
        V c9x = default, c9y = default;
        V c10x = default, c10y = default;
        V c11x = default, c11y = default;
        V c12x = default, c12y = default;
        V c13x = default, c13y = default;
        nint row = walk.RowStride;
        nint step = walk.InnerStride;
        nint deep = walk.DepthStride;
        int inner = walk.Inner;
        for (int o = 0; o < walk.Outer; o++)
        {
            // Three rows hang on each pointer: [p], [p + row] and [p + 2·row] are addressing modes of the machine.
            float* a0 = a + walk.Offsets[o];
            float* a3 = a0 + (3 * row);
            float* a6 = a3 + (3 * row);
            float* a9 = a6 + (3 * row);
            float* a12 = a9 + (3 * row);
            for (int t = 0; t < inner; t++)
            {
                V bx = S.Load(b);
                V by = S.Load(b + S.Width);
                b += deep;
                V v0 = S.Broadcast(*a0);
                c0x = S.MultiplyAdd(v0, bx, c0x);
                c0y = S.MultiplyAdd(v0, by, c0y);

                if (R.Count > 1)
                {
                    V v1 = S.Broadcast(a0[row]);
                    c1x = S.MultiplyAdd(v1, bx, c1x);
                    c1y = S.MultiplyAdd(v1, by, c1y);
                }

                if (R.Count > 2)
                {
                    V v2 = S.Broadcast(a0[2 * row]);
                    c2x = S.MultiplyAdd(v2, bx, c2x);
                    c2y = S.MultiplyAdd(v2, by, c2y);
                }

                if (R.Count > 3)
                {
                    V v3 = S.Broadcast(*a3);
                    c3x = S.MultiplyAdd(v3, bx, c3x);
                    c3y = S.MultiplyAdd(v3, by, c3y);
                }

                if (R.Count > 4)
                {
                    V v4 = S.Broadcast(a3[row]);
                    c4x = S.MultiplyAdd(v4, bx, c4x);
                    c4y = S.MultiplyAdd(v4, by, c4y);
                }

                if (R.Count > 5)
                {
                    V v5 = S.Broadcast(a3[2 * row]);
                    c5x = S.MultiplyAdd(v5, bx, c5x);
                    c5y = S.MultiplyAdd(v5, by, c5y);
                }

                if (R.Count > 6)
                {
                    V v6 = S.Broadcast(*a6);
                    c6x = S.MultiplyAdd(v6, bx, c6x);
                    c6y = S.MultiplyAdd(v6, by, c6y);
                }

                if (R.Count > 7)
                {
                    V v7 = S.Broadcast(a6[row]);
                    c7x = S.MultiplyAdd(v7, bx, c7x);
                    c7y = S.MultiplyAdd(v7, by, c7y);
                }

                if (R.Count > 8)
                {
                    V v8 = S.Broadcast(a6[2 * row]);
                    c8x = S.MultiplyAdd(v8, bx, c8x);
                    c8y = S.MultiplyAdd(v8, by, c8y);
                }

                if (R.Count > 9)
                {
                    V v9 = S.Broadcast(*a9);
                    c9x = S.MultiplyAdd(v9, bx, c9x);
                    c9y = S.MultiplyAdd(v9, by, c9y);
                }

                if (R.Count > 10)
                {
                    V v10 = S.Broadcast(a9[row]);
                    c10x = S.MultiplyAdd(v10, bx, c10x);
                    c10y = S.MultiplyAdd(v10, by, c10y);
                }

                if (R.Count > 11)
                {
                    V v11 = S.Broadcast(a9[2 * row]);
                    c11x = S.MultiplyAdd(v11, bx, c11x);
                    c11y = S.MultiplyAdd(v11, by, c11y);
                }

                if (R.Count > 12)
                {
                    V v12 = S.Broadcast(*a12);
                    c12x = S.MultiplyAdd(v12, bx, c12x);
                    c12y = S.MultiplyAdd(v12, by, c12y);
                }

                if (R.Count > 13)
                {
                    V v13 = S.Broadcast(a12[row]);
                    c13x = S.MultiplyAdd(v13, bx, c13x);
                    c13y = S.MultiplyAdd(v13, by, c13y);
                }

                a0 += step;
                a3 += step;
                a6 += step;
                a9 += step;
                a12 += step;
            }
        }

        Put<S, V>(c0x, c0y, c + (0 * 2 * S.Width));
        if (R.Count > 1)
            Put<S, V>(c1x, c1y, c + (1 * 2 * S.Width));
        if (R.Count > 2)
            Put<S, V>(c2x, c2y, c + (2 * 2 * S.Width));
        if (R.Count > 3)
            Put<S, V>(c3x, c3y, c + (3 * 2 * S.Width));
        if (R.Count > 4)
            Put<S, V>(c4x, c4y, c + (4 * 2 * S.Width));
        if (R.Count > 5)
            Put<S, V>(c5x, c5y, c + (5 * 2 * S.Width));
        if (R.Count > 6)
            Put<S, V>(c6x, c6y, c + (6 * 2 * S.Width));
        if (R.Count > 7)
            Put<S, V>(c7x, c7y, c + (7 * 2 * S.Width));
        if (R.Count > 8)
            Put<S, V>(c8x, c8y, c + (8 * 2 * S.Width));
        if (R.Count > 9)
            Put<S, V>(c9x, c9y, c + (9 * 2 * S.Width));
        if (R.Count > 10)
            Put<S, V>(c10x, c10y, c + (10 * 2 * S.Width));
        if (R.Count > 11)
            Put<S, V>(c11x, c11y, c + (11 * 2 * S.Width));
        if (R.Count > 12)
            Put<S, V>(c12x, c12y, c + (12 * 2 * S.Width));
        if (R.Count > 13)
            Put<S, V>(c13x, c13y, c + (13 * 2 * S.Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<S, V>(V x, V y, float* c)
        where S : struct, ISimd<V>
        where V : struct
    {
        S.Store(x, c);
        S.Store(y, c + S.Width);
    }

    private readonly struct Rows1 : IRows
    {
        public static int Count => 1;
    }

    private readonly struct Rows2 : IRows
    {
        public static int Count => 2;
    }

    private readonly struct Rows3 : IRows
    {
        public static int Count => 3;
    }

    private readonly struct Rows4 : IRows
    {
        public static int Count => 4;
    }

    private readonly struct Rows5 : IRows
    {
        public static int Count => 5;
    }

    private readonly struct Rows6 : IRows
    {
        public static int Count => 6;
    }

    private readonly struct Rows7 : IRows
    {
        public static int Count => 7;
    }

    private readonly struct Rows8 : IRows
    {
        public static int Count => 8;
    }

    private readonly struct Rows9 : IRows
    {
        public static int Count => 9;
    }

    private readonly struct Rows10 : IRows
    {
        public static int Count => 10;
    }

    private readonly struct Rows11 : IRows
    {
        public static int Count => 11;
    }

    private readonly struct Rows12 : IRows
    {
        public static int Count => 12;
    }

    private readonly struct Rows13 : IRows
    {
        public static int Count => 13;
    }

    private readonly struct Rows14 : IRows
    {
        public static int Count => 14;
    }
}
