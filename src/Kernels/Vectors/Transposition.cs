using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IlgpuCnn.Kernels.Vectors;

/// <summary>The transposition of a matrix by squares of 4×4, on x86 in registers.</summary>
internal static unsafe class Transposition
{
    private const int Side = 4;

    /// <summary>to[c·toStride + r] = from[r·fromStride + c] for r &lt; rows, c &lt; columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(float* from, int fromStride, int rows, int columns, float* to, int toStride)
    {
        int wholeRows = Sse.IsSupported ? rows / Side * Side : 0;
        int wholeColumns = columns / Side * Side;
        for (int c = 0; c < wholeColumns; c += Side)
        {
            for (int r = 0; r < wholeRows; r += Side)
                Square(from + ((nint)r * fromStride) + c, fromStride, to + ((nint)c * toStride) + r, toStride);
        }

        Elements(from, fromStride, 0, wholeRows, wholeColumns, columns, to, toStride);
        Elements(from, fromStride, wholeRows, rows, 0, columns, to, toStride);
    }

    private static void Elements(
        float* from, int fromStride, int firstRow, int lastRow, int firstColumn, int lastColumn, float* to,
        int toStride)
    {
        for (int r = firstRow; r < lastRow; r++)
        {
            for (int c = firstColumn; c < lastColumn; c++)
                to[((nint)c * toStride) + r] = from[((nint)r * fromStride) + c];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(float* from, nint fromStride, float* to, nint toStride)
    {
        Vector128<float> a = Vector128.Load(from);
        Vector128<float> b = Vector128.Load(from + fromStride);
        Vector128<float> c = Vector128.Load(from + (2 * fromStride));
        Vector128<float> d = Vector128.Load(from + (3 * fromStride));
        Vector128<float> abLow = Sse.UnpackLow(a, b);
        Vector128<float> abHigh = Sse.UnpackHigh(a, b);
        Vector128<float> cdLow = Sse.UnpackLow(c, d);
        Vector128<float> cdHigh = Sse.UnpackHigh(c, d);
        Sse.MoveLowToHigh(abLow, cdLow).Store(to);
        Sse.MoveHighToLow(cdLow, abLow).Store(to + toStride);
        Sse.MoveLowToHigh(abHigh, cdHigh).Store(to + (2 * toStride));
        Sse.MoveHighToLow(cdHigh, abHigh).Store(to + (3 * toStride));
    }
}
