namespace IlgpuCnn.Kernels.Vectors;

/// <summary>
/// A loop over the items [first, last) that a CPU runs by vectors in place of a kernel's loop by elements.
/// </summary>
/// <typeparam name="T">The loop's arguments.</typeparam>
internal interface IVectorLoop<T>
    where T : struct
{
    /// <summary>Runs the loop with vectors <typeparamref name="V"/>.</summary>
    static abstract void Run<S, V>(in T arguments, int first, int last)
        where S : struct, ISimd<V>
        where V : struct;
}
