namespace IlgpuCnn.Network.Memory;

/// <summary>
/// Where each of a row of tensors lies in one stretch of memory: those that some operation needs together never share a
/// byte, others may. Tensors that are needed throughout come first; the others are placed by falling size, each into
/// the smallest gap that holds it between those that live with it (Pisarchyk and Lee, "Efficient Memory Management for
/// Deep Neural Net Inference", 2020). The same tensors are always laid out alike.
/// </summary>
public sealed class ArenaLayout
{
    /// <summary>Bytes whose multiple every offset is: what ILGPU assumes of a view that a kernel is given.</summary>
    public const int Alignment = 256;

    private readonly Dictionary<Tensor, long> offsets = new(ReferenceEqualityComparer.Instance);

    private ArenaLayout(IReadOnlyList<Tensor> tensors) => Tensors = tensors;

    /// <summary>All tensors, as they were given.</summary>
    public IReadOnlyList<Tensor> Tensors { get; }

    /// <summary>Bytes of the whole.</summary>
    public long Bytes { get; private set; }

    /// <summary>
    /// The largest sum of bytes that one operation needs: no layout takes less than this.
    /// </summary>
    public long LeastBytes { get; private set; }

    /// <summary>Lays tensors out.</summary>
    public static ArenaLayout Of(IReadOnlyList<Tensor> tensors)
    {
        ArenaLayout layout = new(tensors);
        if (tensors.Count == 0)
            return layout;
        int first = tensors.Min(t => t.First);
        int last = tensors.Max(t => t.Last);
        List<Tensor> placed = [];
        foreach (Tensor tensor in tensors
            .OrderBy(t => t.First > first || t.Last < last)
            .ThenByDescending(t => t.Length))
        {
            long offset = layout.BestGap(tensor, placed);
            layout.offsets.Add(tensor, offset);
            placed.Add(tensor);
            layout.Bytes = Math.Max(layout.Bytes, offset + Aligned(tensor));
        }

        // The sum only grows where a tensor begins.
        layout.LeastBytes = tensors.Max(
            t => tensors.Where(o => o.First <= t.First && t.First <= o.Last).Sum(Aligned));
        return layout;
    }

    /// <summary>Bytes before a tensor.</summary>
    public long OffsetOf(Tensor tensor) => offsets[tensor];

    // Its bytes and the gap up to the next multiple of the alignment.
    private static long Aligned(Tensor tensor) => (tensor.Bytes + Alignment - 1) / Alignment * Alignment;

    private long BestGap(Tensor tensor, List<Tensor> placed)
    {
        long length = Aligned(tensor);
        long best = -1;
        long bestGap = long.MaxValue;
        long end = 0;
        foreach (Tensor other in placed.Where(tensor.LivesWith).OrderBy(OffsetOf))
        {
            long gap = OffsetOf(other) - end;
            if (gap >= length && gap < bestGap)
                (best, bestGap) = (end, gap);
            end = Math.Max(end, OffsetOf(other) + Aligned(other));
        }

        return best >= 0 ? best : end;
    }
}
