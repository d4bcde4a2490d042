using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// An optimizer's walk over a flat buffer on a CPU: first the parameters that take weight decay, then the others, each
/// by whole vectors and then one by one.
/// </summary>
internal static class ParameterLoop
{
    /// <summary>
    /// Runs worker number <paramref name="worker"/>'s stretch of <paramref name="grain"/> parameters.
    /// </summary>
    public static void Run<L, T>(int worker, int grain, int length, int decayLength, in T arguments)
        where L : struct, IParameterLoop<T>
        where T : struct =>
        VectorLoop.Run<Walk<L, T>, Arguments<T>>(worker, grain, length, new Arguments<T>(decayLength, arguments));

    private readonly struct Walk<L, T> : IVectorLoop<Arguments<T>>
        where L : struct, IParameterLoop<T>
        where T : struct
    {
        public static void Run<S, V>(in Arguments<T> a, int first, int last)
            where S : struct, ISimd<V>
            where V : struct
        {
            int decayEnd = Math.Clamp(a.DecayLength, first, last);
            Stretch<S, V>(a.Rest, 1f, first, decayEnd);
            Stretch<S, V>(a.Rest, 0f, decayEnd, last);
        }

        private static void Stretch<S, V>(in T arguments, float decays, int first, int last)
            where S : struct, ISimd<V>
            where V : struct
        {
            int vectors = first + ((last - first) / S.Width * S.Width);
            L.Run<S, V>(arguments, decays, first, vectors);
            L.Run<ScalarSimd, float>(arguments, decays, vectors, last);
        }
    }

    private readonly struct Arguments<T>(int decayLength, in T rest)
        where T : struct
    {
        public readonly int DecayLength = decayLength;
        public readonly T Rest = rest;
    }
}
