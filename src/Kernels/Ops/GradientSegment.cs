using IlgpuCnn.Kernels.Matrix.Gpu;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// Neighbouring parameters whose gradients lie in parts, and the groups of threads that add them up: one thread an
/// element where there are few parts, else a few, so that no thread waits for hundreds of them.
/// </summary>
/// <param name="Start">Index of the first one's gradient in the first part.</param>
/// <param name="First">Index of the first one among all parameters.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Pitch">Elements from a part to the next.</param>
/// <param name="Count">Parts.</param>
/// <param name="FirstGroup">The first of their groups.</param>
/// <param name="Groups">How many groups they have.</param>
public readonly record struct GradientSegment(
    long Start, int First, int Length, int Pitch, int Count, int FirstGroup, int Groups)
{
    /// <summary>Threads of a group.</summary>
    internal const int Threads = 256;

    private const int MostPartsOfAThread = 32;

    /// <summary>A segment whose groups follow others.</summary>
    public static GradientSegment Create(long start, int first, int length, int pitch, int count, int firstGroup)
    {
        int elements = ElementsOf(count);
        return new GradientSegment(
            start, first, length, pitch, count, firstGroup, (length + elements - 1) / elements);
    }

    /// <summary>
    /// Index of this thread's parameter, or −1 where it has none, and its gradient. Every thread of a group must call.
    /// </summary>
    internal static int Add(ArrayView<GradientSegment> segments, Floats parts, out float gradient)
    {
        Ints found = SharedMemory.Allocate<int>(1);
        Floats lanes = SharedMemory.Allocate<float>(Threads);
        for (int i = Group.IdxX; i < segments.IntLength; i += Threads)
        {
            int groupOf = Grid.IdxX - segments[i].FirstGroup;
            if (groupOf >= 0 & groupOf < segments[i].Groups)
                found[0] = i;
        }

        Group.Barrier();
        GradientSegment s = segments[found[0]];
        int elements = ElementsOf(s.Count);
        int lane = Group.IdxX / elements;
        int element = ((Grid.IdxX - s.FirstGroup) * elements) + (Group.IdxX % elements);
        float sum = 0f;
        if (element < s.Length & elements == Threads)
            sum = PartSums.Of(element, s.Pitch, s.Count, parts.SubView(s.Start));
        if (element < s.Length & elements < Threads)
        {
            for (int part = lane; part < s.Count; part += PartSums.Lanes)
                sum += parts[s.Start + ((long)part * s.Pitch) + element];
        }

        lanes[Group.IdxX] = sum;
        Group.Barrier();
        for (int other = Group.IdxX + elements; other < Threads; other += elements)
            sum += lanes[other];
        gradient = sum;
        return lane == 0 & element < s.Length ? s.First + element : -1;
    }

    // Elements of a group: the rest of its threads share their parts.
    private static int ElementsOf(int count) => count > MostPartsOfAThread ? Threads / PartSums.Lanes : Threads;
}
