using ILGPU.Frontend;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>One worker's share of a <see cref="GatherPlan"/>.</summary>
internal static unsafe class GatherWorker
{
    /// <summary>Floats of scratch that one worker needs: packed weights, a framed image, a tile.</summary>
    public static int ScratchLength(in GatherPlan plan) =>
        CpuEngine.RoundUp(plan.PackedLength) + CpuEngine.RoundUp(plan.FrameLength) + Tile.MaxLength;

    /// <summary>
    /// Computes the share of worker number <paramref name="worker"/>. The kernel calls it untranslated.
    /// </summary>
    [External("GatherWorkerRun")]
    public static void Run(
        int worker, GatherPlan plan, Floats source, Floats w, Floats b, Floats x, Floats scratch, Floats result) =>
        VectorWidth.Run(plan.VectorBits, new Share(worker, plan, source, w, b, x, scratch, result));

    private static void Run<S, V>(
        int worker, in GatherPlan p, Floats source, Floats w, Floats b, Floats x, Floats scratch, Floats result)
        where S : struct, ISimd<V>
        where V : struct
    {
        int pixelChunk = worker / p.PanelChunks;
        int panelChunk = worker % p.PanelChunks;
        float* packed = CpuEngine.Aligned(scratch) + ((long)worker * ScratchLength(p));
        float* frame = packed + CpuEngine.RoundUp(p.PackedLength);
        float* tile = frame + CpuEngine.RoundUp(p.FrameLength);

        int runs = p.Dilation == 1 ? p.KH : p.KH * p.KW;
        int* offsets = stackalloc int[runs];
        for (int r = 0; r < runs; r++)
        {
            offsets[r] = p.Dilation == 1
                ? r * p.PaddedW * p.SourceC
                : p.Dilation * (((r / p.KW) * p.PaddedW) + (r % p.KW)) * p.SourceC;
        }

        TileWalk walk = new()
        {
            Offsets = offsets,
            Outer = runs,
            Inner = p.Depth / runs,
            RowStride = p.Stride * p.SourceC,
            InnerStride = 1,
            DepthStride = p.PanelWidth,
        };

        int tilesPerRow = CpuEngine.Ceiling(p.ResultW, S.MaxRows);
        long tiles = (long)p.N * p.ResultH * tilesPerRow;
        long firstTile = tiles * pixelChunk / p.PixelChunks;
        long lastTile = tiles * (pixelChunk + 1) / p.PixelChunks;
        int firstPanel = p.Panels * panelChunk / p.PanelChunks;
        int lastPanel = p.Panels * (panelChunk + 1) / p.PanelChunks;
        for (int group = firstPanel; group < lastPanel; group += p.PackedPanels)
        {
            int groupEnd = Math.Min(group + p.PackedPanels, lastPanel);
            for (int panel = group; panel < groupEnd; panel++)
                WeightPanel.Pack(p, VectorLoop.Pointer(w), panel, packed + ((panel - group) * p.Depth * p.PanelWidth));

            int framed = -1;
            for (long t = firstTile; t < lastTile; t++)
            {
                int n = (int)(t / ((long)p.ResultH * tilesPerRow));
                int inImage = (int)(t % ((long)p.ResultH * tilesPerRow));
                int h = inImage / tilesPerRow;
                int inRow = inImage % tilesPerRow;
                int firstW = p.ResultW * inRow / tilesPerRow;
                int rows = (p.ResultW * (inRow + 1) / tilesPerRow) - firstW;

                float* image = VectorLoop.Pointer(source) + ((long)n * p.SourceH * p.SourceW * p.SourceC);
                if (p.NeedsFrame)
                {
                    if (framed != n)
                    {
                        Frame.Fill(
                            image, p.SourceH, p.SourceW, p.SourceC, frame, p.PaddedH, p.PaddedW, p.Top, p.Left,
                            p.Spread);
                        framed = n;
                    }

                    image = frame;
                }

                float* a = image + (((h * p.PaddedW) + firstW) * p.Stride * (long)p.SourceC);
                long pixel = ((((long)n * p.ResultH) + h) * p.ResultW) + firstW;
                for (int panel = group; panel < groupEnd; panel++)
                {
                    Tile.Run<S, V>(rows, walk, a, packed + ((panel - group) * p.Depth * p.PanelWidth), tile);
                    int column = panel * p.PanelWidth;
                    int columns = Math.Min(p.PanelWidth, p.ResultC - column);
                    long at = (pixel * p.ResultC) + column;
                    float* to = VectorLoop.Pointer(result) + at;
                    if (p.Backward == 0)
                    {
                        Epilogue.BiasActivation<S, V>(
                            tile, rows, columns, VectorLoop.Pointer(b) + column, p.Activation, to, p.ResultC);
                    }
                    else
                    {
                        Epilogue.TimesDerivative<S, V>(
                            tile, rows, columns, VectorLoop.Pointer(x) + at, p.Activation, to, p.ResultC);
                    }
                }
            }
        }
    }

    private readonly struct Share(
        int worker, GatherPlan plan, Floats source, Floats w, Floats b, Floats x, Floats scratch, Floats result)
        : IVectorWork
    {
        public void Run<S, V>()
            where S : struct, ISimd<V>
            where V : struct => GatherWorker.Run<S, V>(worker, plan, source, w, b, x, scratch, result);
    }
}
