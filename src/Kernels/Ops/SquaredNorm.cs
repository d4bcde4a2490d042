using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// The sum of squares Σ w² over a stretch of a buffer, for reporting an L2 penalty. Squares are added up lane by lane
/// (lane l takes elements l, l + Lanes, …) and the lanes then folded, always in the same order, so the same weights
/// give the same bits. Owns the buffer of lanes.
/// </summary>
public sealed class SquaredNorm(ComputeDevice device) : IDisposable
{
    /// <summary>Bytes of the buffers that the op owns.</summary>
    public const int OwnBytes = (Lanes + FoldedLanes) * sizeof(float);

    private const int Lanes = 4096;
    private const int FoldedLanes = 64;

    private readonly MemoryBuffer1D<float, Stride1D.Dense> lanes = device.Allocate<float>(Lanes);
    private readonly MemoryBuffer1D<float, Stride1D.Dense> folded = device.Allocate<float>(FoldedLanes);

    private readonly Action<Index1D, int, int, Floats, Floats> square =
        device.Load<int, int, Floats, Floats>(SquareKernel);

    private readonly Action<Index1D, int, int, int, Floats, Floats> fold =
        device.Load<int, int, int, Floats, Floats>(FoldKernel);

    // ---- kernels

    // Element by element within a stretch of lanes, so that a CPU walks w forwards and keeps its lanes in cache.
    private static unsafe void SquareKernel(Index1D i, int length, int grain, Floats w, Floats lanes)
    {
        int first = i * grain;
        int last = IntrinsicMath.Min(first + grain, Lanes);
        fixed (float* ws = &w[0], sums = &lanes[0])
        {
            for (int lane = first; lane < last; lane++)
                sums[lane] = 0f;
            for (int start = 0; start < length; start += Lanes)
            {
                int end = IntrinsicMath.Min(last, length - start);
                for (int lane = first; lane < end; lane++)
                    sums[lane] += ws[start + lane] * ws[start + lane];
            }
        }
    }

    private static void FoldKernel(Index1D i, int count, int targets, int offset, Floats source, Floats target)
    {
        float sum = 0f;
        for (int lane = i; lane < count; lane += targets)
            sum += source[lane];
        target[offset + i] = sum;
    }

    // ---- launchers

    /// <summary>norms[<paramref name="slot"/>] = Σ w² over the first <paramref name="length"/> elements of w.</summary>
    public void Record(int length, int slot, Floats w, Floats norms)
    {
        Require.AtLeast(length, 0, nameof(length));
        Require.AtLeast(slot, 0, nameof(slot));
        Require.Length(w, length, nameof(w), length);
        Require.Length(norms, slot + 1L, nameof(norms), "slot", slot);
        WorkSplit split = device.Split(Lanes);
        square(split.Extent, length, split.Grain, w, lanes.View);
        fold(FoldedLanes, Lanes, FoldedLanes, 0, lanes.View, folded.View);
        fold(1, FoldedLanes, 1, slot, folded.View, norms);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lanes.Dispose();
        folded.Dispose();
    }
}
