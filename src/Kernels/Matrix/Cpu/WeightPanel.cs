using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>
/// Weights in the order in which a tile reads them: (depth, panel's columns), the last panel filled with zeros.
/// </summary>
internal static unsafe class WeightPanel
{
    /// <summary>Packs panel number <paramref name="panel"/> of w.</summary>
    public static void Pack(in GatherPlan plan, float* w, int panel, float* packed)
    {
        int column = panel * plan.PanelWidth;
        int columns = Math.Min(plan.PanelWidth, plan.ResultC - column);
        if (columns < plan.PanelWidth)
            new Span<float>(packed, plan.Depth * plan.PanelWidth).Clear();
        if (plan.Backward == 0)
            PackForward(plan, w + column, columns, packed);
        else
            PackTransposed(plan, w, column, columns, packed);
    }

    // packed[k, j] = w[k, column + j]
    private static void PackForward(in GatherPlan plan, float* w, int columns, float* packed)
    {
        for (int k = 0; k < plan.Depth; k++)
        {
            new ReadOnlySpan<float>(w, columns).CopyTo(new Span<float>(packed, columns));
            w += plan.ResultC;
            packed += plan.PanelWidth;
        }
    }

    // packed[(kh, kw, oc), j] = w[KH − 1 − kh, KW − 1 − kw, column + j, oc]
    private static void PackTransposed(in GatherPlan plan, float* w, int column, int columns, float* packed)
    {
        int taps = plan.KH * plan.KW;
        for (int tap = 0; tap < taps; tap++)
        {
            float* from = w + ((((long)(taps - 1 - tap) * plan.ResultC) + column) * plan.SourceC);
            Transposition.Copy(from, plan.SourceC, columns, plan.SourceC, packed, plan.PanelWidth);
            packed += plan.SourceC * plan.PanelWidth;
        }
    }
}
