namespace IlgpuCnn.Kernels.Vectors;

/// <summary>
/// Operations of a CPU's vectors <typeparamref name="V"/> of <see cref="Width"/> floats beyond lane-by-lane arithmetic.
/// </summary>
internal unsafe interface ISimd<V> : ILanes<V>
    where V : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Width { get; }

    /// <summary>Most rows of a two-vector-wide tile whose accumulators stay in registers.</summary>
    static abstract int MaxRows { get; }

    static abstract V Load(float* p);

    static abstract void Store(V v, float* p);

    /// <summary>a · b + c, rounded once where the machine can.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>Lane by lane: <paramref name="x"/> &lt; 0 ? <paramref name="negative"/> : x, NaN kept.</summary>
    static abstract V WhereNegative(V x, V negative);

    /// <summary>
    /// Lane by lane: <paramref name="x"/> &gt; 0 ? <paramref name="positive"/> : <paramref name="other"/>.
    /// </summary>
    static abstract V WherePositive(V x, V positive, V other);

    /// <summary>Lane by lane: a = b, or both NaN, ? <paramref name="same"/> : <paramref name="other"/>.</summary>
    static abstract V WhereSame(V a, V b, V same, V other);

    /// <summary>Lane by lane the larger; of equals <paramref name="best"/>; a NaN is larger than any number.</summary>
    static abstract V Larger(V best, V v);

    /// <summary>Lane by lane 2ⁿ, for whole n from −126 to 127.</summary>
    static abstract V PowerOfTwo(V n);
}
