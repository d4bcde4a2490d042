using System.Runtime.CompilerServices;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>
/// The transforms of Winograd's minimal filtering F(4×4, 3×3) (Lavin and Gray 2016): 16 neighbouring results of a 3×3
/// convolution cost 36 products a channel in place of 144. With x the 6×6 inputs, w the 3×3 weights and y the 4×4
/// results, Y = Aᵀ[(G·w·Gᵀ) ⊙ (Bᵀ·x·B)]A, and for the weights' gradient dw = Gᵀ[(Bᵀ·x·B) ⊙ (A·dy·Aᵀ)]G.
/// <para>
/// The interpolation points are 0, ±√½, ±√2, ∞: their errors are about twice those of a plain sum, a quarter of those
/// of the usual 0, ±1, ±2, ∞. Each transform here takes vectors of channels, one after another through
/// <c>between</c>, memory for the 36 intermediate vectors.
/// </para>
/// </summary>
internal static unsafe class Winograd
{
    /// <summary>Results along an edge of a tile.</summary>
    public const int Results = 4;

    /// <summary>Inputs along an edge of a tile, and products.</summary>
    public const int Points = 6;

    /// <summary>Products of a tile.</summary>
    public const int Area = Points * Points;

    private const int Taps = 3;
    private const float A = 0.70710678f; // the smaller point; the larger is its inverse
    private const float B = 1.41421356f;

    /// <summary>v[ξ·stride] = (Bᵀ·x·B)[ξ], x[i, j] standing at taps[6·i + j] + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Input<S, V>(float** taps, int c, float* between, float* v, nint stride)
        where S : struct, ISimd<V>
        where V : struct
    {
        for (int j = 0; j < Points; j++)
        {
            InputLine<S, V>(
                S.Load(taps[j] + c), S.Load(taps[6 + j] + c), S.Load(taps[12 + j] + c), S.Load(taps[18 + j] + c),
                S.Load(taps[24 + j] + c), S.Load(taps[30 + j] + c), between + (j * S.Width), Points * S.Width);
        }

        for (int i = 0; i < Points; i++)
        {
            float* line = between + (i * Points * S.Width);
            InputLine<S, V>(
                S.Load(line), S.Load(line + S.Width), S.Load(line + (2 * S.Width)), S.Load(line + (3 * S.Width)),
                S.Load(line + (4 * S.Width)), S.Load(line + (5 * S.Width)), v + (i * Points * stride), stride);
        }
    }

    /// <summary>v[ξ·stride] = (A·dy·Aᵀ)[ξ], dy[i, j] standing at taps[4·i + j] + c; sum[0] += Σ dy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<S, V>(float** taps, int c, float* between, float* v, nint stride, float* sum)
        where S : struct, ISimd<V>
        where V : struct
    {
        V all = S.Load(sum);
        for (int j = 0; j < Results; j++)
        {
            V y0 = S.Load(taps[j] + c);
            V y1 = S.Load(taps[4 + j] + c);
            V y2 = S.Load(taps[8 + j] + c);
            V y3 = S.Load(taps[12 + j] + c);
            all = S.Add(all, S.Add(S.Add(y0, y1), S.Add(y2, y3)));
            GradientLine<S, V>(y0, y1, y2, y3, between + (j * S.Width), Results * S.Width);
        }

        S.Store(all, sum);
        for (int i = 0; i < Points; i++)
        {
            float* line = between + (i * Results * S.Width);
            GradientLine<S, V>(
                S.Load(line), S.Load(line + S.Width), S.Load(line + (2 * S.Width)), S.Load(line + (3 * S.Width)),
                v + (i * Points * stride), stride);
        }
    }

    /// <summary>u[ξ·stride] = (G·w·Gᵀ)[ξ], w[i, j] standing at taps + (3·i + j)·tapStride.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weight<S, V>(float* taps, nint tapStride, float* between, float* u, nint stride)
        where S : struct, ISimd<V>
        where V : struct
    {
        for (int j = 0; j < Taps; j++)
        {
            float* column = taps + (j * tapStride);
            WeightLine<S, V>(
                S.Load(column), S.Load(column + (Taps * tapStride)), S.Load(column + (2 * Taps * tapStride)),
                between + (j * S.Width), Taps * S.Width);
        }

        for (int i = 0; i < Points; i++)
        {
            float* line = between + (i * Taps * S.Width);
            WeightLine<S, V>(
                S.Load(line), S.Load(line + S.Width), S.Load(line + (2 * S.Width)), u + (i * Points * stride), stride);
        }
    }

    /// <summary>y[(4·i + j)·width] = (Aᵀ·m·A)[i, j], m[ξ] standing at m + ξ·stride.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Output<S, V>(float* m, nint stride, float* between, float* y, nint width)
        where S : struct, ISimd<V>
        where V : struct
    {
        for (int j = 0; j < Points; j++)
        {
            float* column = m + (j * stride);
            OutputLine<S, V>(column, Points * stride, between + (j * S.Width), Points * S.Width);
        }

        for (int i = 0; i < Results; i++)
        {
            OutputLine<S, V>(
                between + (i * Points * S.Width), S.Width, y + (i * Results * width), width);
        }
    }

    /// <summary>dw + (3·i + j)·tapStride += (Gᵀ·u·G)[i, j], u[ξ] standing at u + ξ·stride.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradient<S, V>(float* u, nint stride, float* between, float* dw, nint tapStride)
        where S : struct, ISimd<V>
        where V : struct
    {
        for (int j = 0; j < Points; j++)
        {
            WeightGradientLine<S, V>(
                u + (j * stride), Points * stride, out V g0, out V g1, out V g2);
            S.Store(g0, between + (j * S.Width));
            S.Store(g1, between + ((Points + j) * S.Width));
            S.Store(g2, between + (((2 * Points) + j) * S.Width));
        }

        for (int i = 0; i < Taps; i++)
        {
            WeightGradientLine<S, V>(
                between + (i * Points * S.Width), S.Width, out V g0, out V g1, out V g2);
            float* row = dw + (i * Taps * tapStride);
            S.Store(S.Add(S.Load(row), g0), row);
            S.Store(S.Add(S.Load(row + tapStride), g1), row + tapStride);
            S.Store(S.Add(S.Load(row + (2 * tapStride)), g2), row + (2 * tapStride));
        }
    }

    // Bᵀ times six numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputLine<S, V>(V x0, V x1, V x2, V x3, V x4, V x5, float* to, nint stride)
        where S : struct, ISimd<V>
        where V : struct
    {
        V minusHalf = S.Broadcast(-0.5f);
        V minusTwo = S.Broadcast(-2f);
        V minusBoth = S.Broadcast(-2.5f);
        V even = S.MultiplyAdd(minusTwo, x2, x4);
        V odd = S.Multiply(S.Broadcast(A), S.MultiplyAdd(minusTwo, x1, x3));
        V even2 = S.MultiplyAdd(minusHalf, x2, x4);
        V odd2 = S.Multiply(S.Broadcast(B), S.MultiplyAdd(minusHalf, x1, x3));
        S.Store(S.Add(S.MultiplyAdd(minusBoth, x2, x4), x0), to);
        S.Store(S.Add(even, odd), to + stride);
        S.Store(S.Subtract(even, odd), to + (2 * stride));
        S.Store(S.Add(even2, odd2), to + (3 * stride));
        S.Store(S.Subtract(even2, odd2), to + (4 * stride));
        S.Store(S.Add(S.MultiplyAdd(minusBoth, x3, x5), x1), to + (5 * stride));
    }

    // A times four numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GradientLine<S, V>(V y0, V y1, V y2, V y3, float* to, nint stride)
        where S : struct, ISimd<V>
        where V : struct
    {
        V half = S.Broadcast(0.5f);
        V two = S.Broadcast(2f);
        V even = S.MultiplyAdd(half, y2, y0);
        V odd = S.Multiply(S.Broadcast(A), S.MultiplyAdd(half, y3, y1));
        V even2 = S.MultiplyAdd(two, y2, y0);
        V odd2 = S.Multiply(S.Broadcast(B), S.MultiplyAdd(two, y3, y1));
        S.Store(y0, to);
        S.Store(S.Add(even, odd), to + stride);
        S.Store(S.Subtract(even, odd), to + (2 * stride));
        S.Store(S.Add(even2, odd2), to + (3 * stride));
        S.Store(S.Subtract(even2, odd2), to + (4 * stride));
        S.Store(y3, to + (5 * stride));
    }

    // G times three numbers; its rows are [1 0 0], [1 ±√½ ½] / −1.5, [1 ±√2 2] / 6, [0 0 1].
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WeightLine<S, V>(V w0, V w1, V w2, float* to, nint stride)
        where S : struct, ISimd<V>
        where V : struct
    {
        V even = S.Multiply(S.Broadcast(-2f / 3f), S.MultiplyAdd(S.Broadcast(0.5f), w2, w0));
        V odd = S.Multiply(S.Broadcast(-2f / 3f * A), w1);
        V even2 = S.Multiply(S.Broadcast(1f / 6f), S.MultiplyAdd(S.Broadcast(2f), w2, w0));
        V odd2 = S.Multiply(S.Broadcast(B / 6f), w1);
        S.Store(w0, to);
        S.Store(S.Add(even, odd), to + stride);
        S.Store(S.Subtract(even, odd), to + (2 * stride));
        S.Store(S.Add(even2, odd2), to + (3 * stride));
        S.Store(S.Subtract(even2, odd2), to + (4 * stride));
        S.Store(w2, to + (5 * stride));
    }

    // Aᵀ times six numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputLine<S, V>(float* m, nint stride, float* to, nint toStride)
        where S : struct, ISimd<V>
        where V : struct
    {
        V m1 = S.Load(m + stride);
        V m2 = S.Load(m + (2 * stride));
        V m3 = S.Load(m + (3 * stride));
        V m4 = S.Load(m + (4 * stride));
        V even = S.Add(m1, m2);
        V odd = S.Multiply(S.Broadcast(A), S.Subtract(m1, m2));
        V even2 = S.Add(m3, m4);
        V odd2 = S.Multiply(S.Broadcast(B), S.Subtract(m3, m4));
        S.Store(S.Add(S.Load(m), S.Add(even, even2)), to);
        S.Store(S.Add(odd, odd2), to + toStride);
        S.Store(S.MultiplyAdd(S.Broadcast(2f), even2, S.Multiply(S.Broadcast(0.5f), even)), to + (2 * toStride));
        V last = S.MultiplyAdd(S.Broadcast(2f), odd2, S.Load(m + (5 * stride)));
        S.Store(S.MultiplyAdd(S.Broadcast(0.5f), odd, last), to + (3 * toStride));
    }

    // Gᵀ times six numbers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WeightGradientLine<S, V>(float* u, nint stride, out V g0, out V g1, out V g2)
        where S : struct, ISimd<V>
        where V : struct
    {
        V u1 = S.Load(u + stride);
        V u2 = S.Load(u + (2 * stride));
        V u3 = S.Load(u + (3 * stride));
        V u4 = S.Load(u + (4 * stride));
        V even = S.Multiply(S.Broadcast(-2f / 3f), S.Add(u1, u2));
        V even2 = S.Multiply(S.Broadcast(1f / 6f), S.Add(u3, u4));
        g0 = S.Add(S.Load(u), S.Add(even, even2));
        V odd2 = S.Multiply(S.Broadcast(B / 6f), S.Subtract(u3, u4));
        g1 = S.MultiplyAdd(S.Broadcast(-2f / 3f * A), S.Subtract(u1, u2), odd2);
        V last = S.MultiplyAdd(S.Broadcast(2f), even2, S.Load(u + (5 * stride)));
        g2 = S.MultiplyAdd(S.Broadcast(0.5f), even, last);
    }
}
