using System.Runtime.CompilerServices;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Matrix;

/// <summary>Pointwise activations on a CPU's vectors: what <see cref="Activations"/> is on floats.</summary>
internal static class VectorActivations
{
    /// <summary>The activation f(v), lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<S, V>(Activation kind, V v)
        where S : struct, ISimd<V>
        where V : struct
    {
        if (kind == Activation.Relu)
            return S.WhereNegative(v, S.Broadcast(0f));
        if (kind == Activation.Elu)
            return S.WhereNegative(v, S.Subtract(VectorExp.Of<S, V>(v), S.Broadcast(1f)));
        return v;
    }

    /// <summary>The product gradient · f′, lane by lane, with f′ as a function of the output y = f(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TimesDerivative<S, V>(Activation kind, V gradient, V y)
        where S : struct, ISimd<V>
        where V : struct
    {
        if (kind == Activation.Relu)
            return S.WherePositive(y, gradient, S.Broadcast(0f));
        if (kind == Activation.Elu)
            return S.WherePositive(y, gradient, S.Multiply(gradient, S.Add(y, S.Broadcast(1f))));
        return gradient;
    }
}
