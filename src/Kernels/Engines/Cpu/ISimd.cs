namespace IlgpuCnn.Kernels.Engines.Cpu;

/// <summary>
/// The few vector operations that the CPU tiles are made of, over vectors <typeparamref name="V"/> of
/// <see cref="Width"/> floats. Implementations are empty structs, so the compiler makes one specialised copy of every
/// tile for each and calls nothing through a table.
/// </summary>
internal unsafe interface ISimd<V>
    where V : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Width { get; }

    /// <summary>Most rows of a two-vector-wide tile whose accumulators stay in registers.</summary>
    static abstract int MaxRows { get; }

    static abstract V Load(float* p);

    static abstract void Store(V v, float* p);

    static abstract V Broadcast(float value);

    static abstract V Add(V a, V b);

    static abstract V Multiply(V a, V b);

    /// <summary>a · b + c, rounded once where the machine can.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>Lane by lane: <paramref name="x"/> &lt; 0 ? <paramref name="negative"/> : x, NaN kept.</summary>
    static abstract V WhereNegative(V x, V negative);

    /// <summary>Lane by lane: <paramref name="x"/> &gt; 0 ? <paramref name="positive"/> : <paramref name="other"/>.</summary>
    static abstract V WherePositive(V x, V positive, V other);

    static abstract V Exp(V v);
}
