using System.Runtime.CompilerServices;

namespace IlgpuCnn.Kernels.Vectors;

/// <summary>
/// The exponential function eˣ in single precision, to about 1e-7 of itself: x = n·ln 2 + r, and eʳ by the polynomial
/// of Cephes' expf (Moshier). .NET's own goes through double precision, which takes three times as long.
/// </summary>
internal static class VectorExp
{
    private const float Lowest = -87.3f; // e to this is the least normal number; less becomes that
    private const float Highest = 88f;
    private const float RoundsToWhole = 12582912f; // 1.5 · 2²³: added and taken off, it leaves a whole number

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<S, V>(V x)
        where S : struct, ISimd<V>
        where V : struct
    {
        // A NaN compares as neither, and stays.
        x = S.WherePositive(S.Subtract(S.Broadcast(Lowest), x), S.Broadcast(Lowest), x);
        x = S.WherePositive(S.Subtract(x, S.Broadcast(Highest)), S.Broadcast(Highest), x);
        V magic = S.Broadcast(RoundsToWhole);
        V n = S.Subtract(S.MultiplyAdd(x, S.Broadcast(1.44269504f), magic), magic);
        V r = S.MultiplyAdd(n, S.Broadcast(-0.693359375f), x);
        r = S.MultiplyAdd(n, S.Broadcast(2.12194440e-4f), r);
        V p = S.MultiplyAdd(S.Broadcast(1.9875691500e-4f), r, S.Broadcast(1.3981999507e-3f));
        p = S.MultiplyAdd(p, r, S.Broadcast(8.3334519073e-3f));
        p = S.MultiplyAdd(p, r, S.Broadcast(4.1665795894e-2f));
        p = S.MultiplyAdd(p, r, S.Broadcast(1.6666665459e-1f));
        p = S.MultiplyAdd(p, r, S.Broadcast(5.0000001201e-1f));
        p = S.Add(S.MultiplyAdd(p, S.Multiply(r, r), r), S.Broadcast(1f));
        return S.Multiply(p, S.PowerOfTwo(n));
    }
}
