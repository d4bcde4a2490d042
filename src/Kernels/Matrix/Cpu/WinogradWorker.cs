using ILGPU.Frontend;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>One worker's share of a <see cref="WinogradPlan"/>, the weights being transformed.</summary>
internal static unsafe class WinogradWorker
{
    /// <summary>
    /// Floats of scratch that one worker needs: transformed inputs and products of a block, a tile on its way in or
    /// out, a pixel of zeros.
    /// </summary>
    public static int ScratchLength(in WinogradPlan plan) =>
        (Winograd.Area * WinogradPlan.BlockTiles * (CpuEngine.RoundUp(plan.SourceC) + plan.PanelWidth))
        + (Winograd.Area * plan.PanelWidth) + (Winograd.Results * Winograd.Results * plan.PanelWidth)
        + CpuEngine.RoundUp(plan.SourceC);

    /// <summary>
    /// Computes the share of worker number <paramref name="worker"/>. The kernel calls it untranslated.
    /// </summary>
    [External("WinogradWorkerRun")]
    public static void Run(
        int worker, WinogradPlan plan, Floats source, Floats transformed, Floats b, Floats x, Floats scratch,
        Floats result) =>
        VectorWidth.Run(plan.VectorBits, new Share(worker, plan, source, transformed, b, x, scratch, result));

    private static void Run<S, V>(
        int worker, in WinogradPlan p, Floats source, Floats transformed, Floats b, Floats x, Floats scratch,
        Floats result)
        where S : struct, ISimd<V>
        where V : struct
    {
        ScratchLayout layout = new(p, CpuEngine.Aligned(scratch) + ((long)worker * ScratchLength(p)));
        new Span<float>(layout.Zeros, p.SourceC).Clear();
        int firstTile = (int)((long)p.Tiles * worker / p.Workers);
        int workerTiles = (int)((long)p.Tiles * (worker + 1) / p.Workers) - firstTile;
        int blocks = CpuEngine.Ceiling(workerTiles, WinogradPlan.BlockTiles);
        for (int block = 0; block < blocks; block++)
        {
            int first = firstTile + (int)((long)workerTiles * block / blocks);
            int tiles = firstTile + (int)((long)workerTiles * (block + 1) / blocks) - first;
            WinogradTiles.Inputs<S, V>(
                p.Grid, VectorLoop.Pointer(source), first, tiles, layout.Zeros, layout.Between, layout.Inputs);
            for (int panel = 0; panel < p.Panels; panel++)
            {
                Multiply<S, V>(p, tiles, CpuEngine.Aligned(transformed) + ((long)panel * p.PanelLength), layout);
                TransformOutputs<S, V>(
                    p, panel, first, tiles, VectorLoop.Pointer(b), VectorLoop.Pointer(x), VectorLoop.Pointer(result),
                    layout);
            }
        }
    }

    // products[ξ] (tiles, PanelWidth) = inputs[ξ] (tiles, SourceC) · panel[ξ] (SourceC, PanelWidth)
    private static void Multiply<S, V>(in WinogradPlan p, int tiles, float* panel, in ScratchLayout layout)
        where S : struct, ISimd<V>
        where V : struct
    {
        int start = 0;
        TileWalk walk = new()
        {
            Offsets = &start,
            Outer = 1,
            Inner = p.SourceC,
            RowStride = p.SourceC,
            InnerStride = 1,
            DepthStride = p.PanelWidth,
        };
        int groups = CpuEngine.Ceiling(tiles, S.MaxRows);
        for (int point = 0; point < Winograd.Area; point++)
        {
            float* a = layout.Inputs + ((nint)point * tiles * p.SourceC);
            float* c = layout.Products + ((nint)point * tiles * p.PanelWidth);
            for (int group = 0; group < groups; group++)
            {
                int row = tiles * group / groups;
                int rows = (tiles * (group + 1) / groups) - row;
                Tile.Run<S, V>(rows, walk, a + ((nint)row * p.SourceC), panel, c + ((nint)row * p.PanelWidth));
            }

            panel += p.SourceC * p.PanelWidth;
        }
    }

    private static void TransformOutputs<S, V>(
        in WinogradPlan p, int panel, int first, int tiles, float* b, float* x, float* result, in ScratchLayout layout)
        where S : struct, ISimd<V>
        where V : struct
    {
        int column = panel * p.PanelWidth;
        int columns = Math.Min(p.PanelWidth, p.ResultC - column);
        nint stride = (nint)tiles * p.PanelWidth;
        for (int t = 0; t < tiles; t++)
        {
            PrefetchPixels(p, first + t + 1, column, columns, result);
            float* products = layout.Products + (t * p.PanelWidth);
            for (int j = 0; j < columns; j += S.Width)
                Winograd.Output<S, V>(products + j, stride, layout.Between, layout.Pixels + j, p.PanelWidth);

            int tile = first + t;
            int n = tile / (p.TilesH * p.TilesW);
            int h = tile / p.TilesW % p.TilesH * Winograd.Results;
            int w = tile % p.TilesW * Winograd.Results;
            int width = Math.Min(Winograd.Results, p.ResultW - w);
            for (int i = 0; i < Winograd.Results && h + i < p.ResultH; i++)
            {
                float* pixels = layout.Pixels + (i * Winograd.Results * p.PanelWidth);
                long at = ((((((long)n * p.ResultH) + h + i) * p.ResultW) + w) * p.ResultC) + column;
                if (p.Backward == 0)
                {
                    Epilogue.BiasActivation<S, V>(
                        pixels, width, columns, b + column, p.Activation, result + at, p.ResultC);
                }
                else
                {
                    Epilogue.TimesDerivative<S, V>(
                        pixels, width, columns, x + at, p.Activation, result + at, p.ResultC);
                }
            }
        }
    }

    private static void PrefetchPixels(in WinogradPlan p, int tile, int column, int columns, float* result)
    {
        int n = tile / (p.TilesH * p.TilesW);
        int h = tile / p.TilesW % p.TilesH * Winograd.Results;
        int w = tile % p.TilesW * Winograd.Results;
        float* pixel = result + ((((((long)n * p.ResultH) + h) * p.ResultW) + w) * p.ResultC) + column;
        for (int i = 0; i < Winograd.Results; i++)
        {
            for (int j = 0; j < Winograd.Results; j++)
                Cache.Prefetch(pixel + (j * p.ResultC), columns);
            pixel += (long)p.ResultW * p.ResultC;
        }
    }

    /// <summary>A worker's scratch memory, part by part.</summary>
    private readonly struct ScratchLayout
    {
        public readonly float* Inputs;
        public readonly float* Products;
        public readonly float* Between;
        public readonly float* Pixels;
        public readonly float* Zeros;

        public ScratchLayout(in WinogradPlan p, float* scratch)
        {
            Inputs = scratch;
            Products = Inputs + (Winograd.Area * WinogradPlan.BlockTiles * CpuEngine.RoundUp(p.SourceC));
            Between = Products + (Winograd.Area * WinogradPlan.BlockTiles * p.PanelWidth);
            Pixels = Between + (Winograd.Area * p.PanelWidth);
            Zeros = Pixels + (Winograd.Results * Winograd.Results * p.PanelWidth);
        }
    }

    private readonly struct Share(
        int worker, WinogradPlan plan, Floats source, Floats transformed, Floats b, Floats x, Floats scratch,
        Floats result) : IVectorWork
    {
        public void Run<S, V>()
            where S : struct, ISimd<V>
            where V : struct => WinogradWorker.Run<S, V>(worker, plan, source, transformed, b, x, scratch, result);
    }
}
