using System.Runtime.CompilerServices;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Matrix;

/// <summary><see cref="Activations"/> on vectors.</summary>
internal static class VectorActivations
{
    /// <summary>f(v).</summary>
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

    /// <summary>gradient · f′, as a function of the output y = f(x).</summary>
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
