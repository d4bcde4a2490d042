using ILGPU.Frontend;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>The transform of the weights of a <see cref="WinogradPlan"/>, which all workers then share.</summary>
internal static unsafe class WinogradWeights
{
    private const int Taps = 9;

    /// <summary>
    /// Computes worker number <paramref name="worker"/>'s share of transformed (Panels, 36, SourceC, PanelWidth).
    /// </summary>
    [External("WinogradWeightsRun")]
    public static void Run(int worker, WinogradPlan plan, Floats w, Floats transformed) =>
        VectorWidth.Run(plan.VectorBits, new Share(worker, plan, w, transformed));

    private static void Run<S, V>(int worker, in WinogradPlan p, float* w, float* transformed)
        where S : struct, ISimd<V>
        where V : struct
    {
        int width = p.PanelWidth;
        float* taps = stackalloc float[Taps * width];
        float* between = stackalloc float[Winograd.Area * S.Width];
        new Span<float>(taps, Taps * width).Clear();
        long units = (long)p.Panels * p.SourceC;
        long last = units * (worker + 1) / p.Workers;
        for (long unit = units * worker / p.Workers; unit < last; unit++)
        {
            int panel = (int)(unit / p.SourceC);
            int channel = (int)(unit % p.SourceC);
            int column = panel * width;
            int columns = Math.Min(width, p.ResultC - column);
            if (columns < width)
                new Span<float>(taps, Taps * width).Clear();
            if (p.Backward == 0)
                Gather(p, w, channel, column, columns, taps);
            else
                GatherTransposed(p, w, channel, column, columns, taps);
            float* to = transformed + ((long)panel * p.PanelLength) + (channel * width);
            for (int j = 0; j < width; j += S.Width)
                Winograd.Weight<S, V>(taps + j, width, between, to + j, p.SourceC * width);
        }
    }

    // taps[tap, j] = w[tap, channel, column + j]
    private static void Gather(in WinogradPlan p, float* w, int channel, int column, int columns, float* taps)
    {
        for (int tap = 0; tap < Taps; tap++)
        {
            float* from = w + ((((long)tap * p.SourceC) + channel) * p.ResultC) + column;
            new ReadOnlySpan<float>(from, columns).CopyTo(new Span<float>(taps + (tap * p.PanelWidth), columns));
        }
    }

    // taps[tap, j] = w[8 − tap, column + j, channel]
    private static void GatherTransposed(
        in WinogradPlan p, float* w, int channel, int column, int columns, float* taps)
    {
        for (int tap = 0; tap < Taps; tap++)
        {
            float* from = w + ((((long)(Taps - 1 - tap) * p.ResultC) + column) * p.SourceC) + channel;
            for (int j = 0; j < columns; j++)
                taps[(tap * p.PanelWidth) + j] = from[(long)j * p.SourceC];
        }
    }

    private readonly struct Share(int worker, WinogradPlan plan, Floats w, Floats transformed) : IVectorWork
    {
        public void Run<S, V>()
            where S : struct, ISimd<V>
            where V : struct => WinogradWeights.Run<S, V>(
                worker, plan, VectorLoop.Pointer(w), CpuEngine.Aligned(transformed));
    }
}
