namespace IlgpuCnn.Kernels.Vectors;

/// <summary>
/// Arithmetic on all lanes of a <typeparamref name="V"/> at once. A formula written against it is one source for a
/// GPU's thread, whose V is a float (<see cref="ScalarSimd"/>), and for a CPU's vectors. Implementations are empty
/// structs, so the compiler makes one specialised copy of each formula and calls nothing through a table.
/// </summary>
internal interface ILanes<V>
    where V : struct
{
    static abstract V Broadcast(float value);

    static abstract V Add(V a, V b);

    static abstract V Subtract(V a, V b);

    static abstract V Multiply(V a, V b);

    static abstract V Divide(V a, V b);

    static abstract V Sqrt(V v);
}
