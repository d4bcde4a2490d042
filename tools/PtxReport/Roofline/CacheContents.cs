namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>
/// The memory that a second-level cache holds: what was read or written last, in pieces of 64 KiB. What is written and
/// falls out again is counted when it came in.
/// </summary>
internal sealed class CacheContents(double bytes)
{
    private const int Piece = 1 << 16;

    private readonly LinkedList<ulong> order = []; // the latest first
    private readonly Dictionary<ulong, LinkedListNode<ulong>> held = [];
    private readonly int most = Math.Max(1, (int)(bytes / Piece));

    /// <summary>Reads or writes a stretch, from end to end.</summary>
    /// <returns>The bytes of it that were not there.</returns>
    public long Touch(Allocation stretch)
    {
        long missed = 0;
        ulong end = stretch.Address + (ulong)stretch.Bytes;
        for (ulong at = stretch.Address; at < end;)
        {
            ulong piece = at / Piece;
            ulong next = Math.Min(end, (piece + 1) * Piece);
            if (!Refresh(piece))
                missed += (long)(next - at);
            at = next;
        }

        return missed;
    }

    private bool Refresh(ulong piece)
    {
        bool isHeld = held.Remove(piece, out LinkedListNode<ulong>? node);
        if (node is not null)
            order.Remove(node);
        held[piece] = order.AddFirst(piece);
        if (held.Count > most)
        {
            held.Remove(order.Last!.Value);
            order.RemoveLast();
        }

        return isHeld;
    }
}
