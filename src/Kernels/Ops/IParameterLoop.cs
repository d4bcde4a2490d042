using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>A loop over neighbouring parameters of which all take weight decay, or none.</summary>
/// <typeparam name="T">The loop's arguments.</typeparam>
internal interface IParameterLoop<T>
    where T : struct
{
    /// <summary>Runs [first, last), a multiple of S.Width; <paramref name="decays"/> is 1 or 0.</summary>
    static abstract void Run<S, V>(in T arguments, float decays, int first, int last)
        where S : struct, ISimd<V>
        where V : struct;
}
