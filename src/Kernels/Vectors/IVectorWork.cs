namespace IlgpuCnn.Kernels.Vectors;

/// <summary>
/// Work that a CPU does by vectors of a width that is chosen when it is run, by <see cref="VectorWidth"/>.
/// </summary>
internal interface IVectorWork
{
    /// <summary>Does the work with vectors <typeparamref name="V"/>.</summary>
    void Run<S, V>()
        where S : struct, ISimd<V>
        where V : struct;
}
