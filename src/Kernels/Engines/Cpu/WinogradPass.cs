using System.Runtime.Intrinsics;
using ILGPU.Frontend;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Engines.Cpu;

/// <summary>One worker's share of a <see cref="WinogradPlan"/>, the weights being transformed.</summary>
internal static unsafe class WinogradPass
{
    /// <summary>
    /// Floats of scratch that one worker needs: transformed inputs and products of a block, a tile on its way in or out,
    /// a pixel of zeros.
    /// </summary>
    public static int ScratchLength(in WinogradPlan plan) =>
        (Winograd.Area * plan.BlockTiles * (CpuEngine.RoundUp(plan.SourceC) + plan.PanelWidth))
        + (Winograd.Area * plan.PanelWidth) + (Winograd.Results * Winograd.Results * plan.PanelWidth)
        + CpuEngine.RoundUp(plan.SourceC);

    /// <summary>Called by the kernel as it stands, not translated.</summary>
    [External("WinogradPassRun")]
    public static void Run(
        int worker, WinogradPlan plan, Floats source, Floats transformed, Floats b, Floats x, Floats scratch,
        Floats result)
    {
        if (plan.VectorBits == 512)
            Run<Simd512, Vector512<float>>(worker, plan, source, transformed, b, x, scratch, result);
        else if (plan.VectorBits == 256)
            Run<Simd256, Vector256<float>>(worker, plan, source, transformed, b, x, scratch, result);
        else
            Run<Simd128, Vector128<float>>(worker, plan, source, transformed, b, x, scratch, result);
    }

    private static void Run<S, V>(
        int worker, in WinogradPlan p, Floats source, Floats transformed, Floats b, Floats x, Floats scratch,
        Floats result)
        where S : struct, ISimd<V>
        where V : struct
    {
        Places places = new(p, CpuEngine.Aligned(scratch) + ((long)worker * ScratchLength(p)));
        new Span<float>(places.Zeros, p.SourceC).Clear();
        int lastTile = (int)((long)p.Tiles * (worker + 1) / p.Workers);
        for (int first = (int)((long)p.Tiles * worker / p.Workers); first < lastTile; first += p.BlockTiles)
        {
            int tiles = Math.Min(p.BlockTiles, lastTile - first);
            TransformInputs<S, V>(p, VectorLoop.Pointer(source), first, tiles, places);
            for (int panel = 0; panel < p.Panels; panel++)
            {
                Multiply<S, V>(p, tiles, CpuEngine.Aligned(transformed) + ((long)panel * p.PanelLength), places);
                TransformOutputs<S, V>(
                    p, panel, first, tiles, VectorLoop.Pointer(b), VectorLoop.Pointer(x), VectorLoop.Pointer(result),
                    places);
            }
        }
    }

    // inputs (36, tiles, SourceC)
    private static void TransformInputs<S, V>(in WinogradPlan p, float* source, int first, int tiles, in Places places)
        where S : struct, ISimd<V>
        where V : struct
    {
        float** taps = stackalloc float*[Winograd.Area];
        nint stride = (nint)tiles * p.SourceC;
        for (int t = 0; t < tiles; t++)
        {
            int tile = first + t;
            int n = tile / (p.TilesH * p.TilesW);
            int h = (tile / p.TilesW % p.TilesH * Winograd.Results) - p.Top;
            int w = (tile % p.TilesW * Winograd.Results) - p.Left;
            float* image = source + ((long)n * p.SourceH * p.SourceW * p.SourceC);
            TileTaps.Find(image, p.SourceH, p.SourceW, p.SourceC, h, w, Winograd.Points, places.Zeros, taps);
            float* to = places.Inputs + ((nint)t * p.SourceC);
            int c = 0;
            for (; c + S.Width <= p.SourceC; c += S.Width)
                Winograd.Input<S, V>(taps, c, places.Between, to + c, stride);
            for (; c < p.SourceC; c++)
                Winograd.Input<ScalarSimd, float>(taps, c, places.Between, to + c, stride);
        }
    }

    // products[ξ] (tiles, PanelWidth) = inputs[ξ] (tiles, SourceC) · panel[ξ] (SourceC, PanelWidth)
    private static void Multiply<S, V>(in WinogradPlan p, int tiles, float* panel, in Places places)
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
            float* a = places.Inputs + ((nint)point * tiles * p.SourceC);
            float* c = places.Products + ((nint)point * tiles * p.PanelWidth);
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
        in WinogradPlan p, int panel, int first, int tiles, float* b, float* x, float* result, in Places places)
        where S : struct, ISimd<V>
        where V : struct
    {
        int column = panel * p.PanelWidth;
        int columns = Math.Min(p.PanelWidth, p.ResultC - column);
        nint stride = (nint)tiles * p.PanelWidth;
        for (int t = 0; t < tiles; t++)
        {
            float* products = places.Products + (t * p.PanelWidth);
            for (int j = 0; j < columns; j += S.Width)
                Winograd.Output<S, V>(products + j, stride, places.Between, places.Pixels + j, p.PanelWidth);

            int tile = first + t;
            int n = tile / (p.TilesH * p.TilesW);
            int h = tile / p.TilesW % p.TilesH * Winograd.Results;
            int w = tile % p.TilesW * Winograd.Results;
            int width = Math.Min(Winograd.Results, p.ResultW - w);
            for (int i = 0; i < Winograd.Results && h + i < p.ResultH; i++)
            {
                float* pixels = places.Pixels + (i * Winograd.Results * p.PanelWidth);
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

    /// <summary>A worker's scratch memory, part by part.</summary>
    private readonly struct Places
    {
        public readonly float* Inputs;
        public readonly float* Products;
        public readonly float* Between;
        public readonly float* Pixels;
        public readonly float* Zeros;

        public Places(in WinogradPlan p, float* scratch)
        {
            Inputs = scratch;
            Products = Inputs + (Winograd.Area * p.BlockTiles * CpuEngine.RoundUp(p.SourceC));
            Between = Products + (Winograd.Area * p.BlockTiles * p.PanelWidth);
            Pixels = Between + (Winograd.Area * p.PanelWidth);
            Zeros = Pixels + (Winograd.Results * Winograd.Results * p.PanelWidth);
        }
    }
}
