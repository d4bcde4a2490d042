using ILGPU.Frontend;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>One worker's share of a <see cref="WinogradWeightPlan"/>.</summary>
internal static unsafe class WinogradWeightWorker
{
    /// <summary>
    /// Floats of scratch that one worker needs: transformed inputs and gradients of a block, a tile on its way in, a
    /// register tile, a pixel of zeros.
    /// </summary>
    public static int ScratchLength(in WinogradWeightPlan plan) =>
        (Winograd.Area * WinogradPlan.BlockTiles * (CpuEngine.RoundUp(plan.InC) + plan.SumStride))
        + (Winograd.Area * plan.PanelWidth) + Tile.MaxLength
        + CpuEngine.RoundUp(Math.Max(plan.InC, plan.OutC));

    /// <summary>Sums each slice into partials (Slices, PartialLength). The kernel calls it untranslated.</summary>
    [External("WinogradWeightWorkerRun")]
    public static void Run(
        int worker, WinogradWeightPlan plan, Floats x, Floats dy, Floats scratch, Floats partials) =>
        VectorWidth.Run(plan.VectorBits, new Share(worker, plan, x, dy, scratch, partials));

    /// <summary>dw += Gᵀ·(Σ slices)·G, db += Σ slices, in the order of the slices; the sums are used up.</summary>
    [External("WinogradWeightWorkerReduce")]
    public static void Reduce(int worker, WinogradWeightPlan plan, Floats partials, Floats dw, Floats db) =>
        VectorWidth.Run(plan.VectorBits, new Reduction(worker, plan, partials, dw, db));

    private static void Run<S, V>(
        int worker, in WinogradWeightPlan p, Floats x, Floats dy, Floats scratch, Floats partials)
        where S : struct, ISimd<V>
        where V : struct
    {
        ScratchLayout layout = new(p, CpuEngine.Aligned(scratch) + ((long)worker * ScratchLength(p)));
        new Span<float>(layout.Zeros, Math.Max(p.InC, p.OutC)).Clear();
        int perImage = p.TilesH * p.TilesW;
        int units = p.Slices * p.Chunks;
        int lastUnit = (int)((long)units * (worker + 1) / p.Workers);
        for (int unit = (int)((long)units * worker / p.Workers); unit < lastUnit; unit++)
        {
            int slice = unit / p.Chunks;
            int chunk = unit % p.Chunks;
            int firstPanel = p.Panels * chunk / p.Chunks;
            int lastPanel = p.Panels * (chunk + 1) / p.Chunks;
            float* sums = CpuEngine.Aligned(partials) + ((long)slice * p.PartialLength);
            float* biasSums = sums + ((long)Winograd.Area * p.InC * p.SumStride);
            for (int panel = firstPanel; panel < lastPanel; panel++)
                new Span<float>(biasSums + (panel * p.PanelWidth), p.PanelWidth).Clear();

            int firstTile = (int)((long)p.N * slice / p.Slices) * perImage;
            int sliceTiles = ((int)((long)p.N * (slice + 1) / p.Slices) * perImage) - firstTile;
            int blocks = CpuEngine.Ceiling(sliceTiles, WinogradPlan.BlockTiles);
            for (int block = 0; block < blocks; block++)
            {
                int first = firstTile + (int)((long)sliceTiles * block / blocks);
                int tiles = firstTile + (int)((long)sliceTiles * (block + 1) / blocks) - first;
                WinogradTiles.Inputs<S, V>(
                    p.InputGrid, VectorLoop.Pointer(x), first, tiles, layout.Zeros, layout.Between, layout.Inputs);
                WinogradTiles.Gradients<S, V>(
                    p.GradientGrid, VectorLoop.Pointer(dy), first, tiles, firstPanel * p.PanelWidth,
                    Math.Min(lastPanel * p.PanelWidth, p.OutC), p.SumStride, layout.Zeros, layout.Between, biasSums,
                    layout.Gradients);
                Multiply<S, V>(p, tiles, firstPanel, lastPanel, block == 0, sums, layout);
            }
        }
    }

    // sums[ξ] (InC, SumStride) += inputs[ξ]ᵀ · gradients[ξ]
    private static void Multiply<S, V>(
        in WinogradWeightPlan p, int tiles, int firstPanel, int lastPanel, bool overwrite, float* sums,
        in ScratchLayout layout)
        where S : struct, ISimd<V>
        where V : struct
    {
        int start = 0;
        TileWalk walk = new()
        {
            Offsets = &start,
            Outer = 1,
            Inner = tiles,
            RowStride = 1,
            InnerStride = p.InC,
            DepthStride = p.SumStride,
        };
        int groups = CpuEngine.Ceiling(p.InC, S.MaxRows);
        for (int point = 0; point < Winograd.Area; point++)
        {
            float* a = layout.Inputs + ((nint)point * tiles * p.InC);
            float* b = layout.Gradients + ((nint)point * tiles * p.SumStride);
            float* c = sums + ((nint)point * p.InC * p.SumStride);
            for (int group = 0; group < groups; group++)
            {
                int row = p.InC * group / groups;
                int rows = (p.InC * (group + 1) / groups) - row;
                for (int panel = firstPanel; panel < lastPanel; panel++)
                {
                    int column = panel * p.PanelWidth;
                    float* to = c + ((nint)row * p.SumStride) + column;
                    Tile.Run<S, V>(rows, walk, a + row, b + column, layout.Tile);
                    if (overwrite)
                        Epilogue.Overwrite<S, V>(layout.Tile, rows, to, p.SumStride);
                    else
                        Epilogue.Accumulate<S, V>(layout.Tile, rows, p.PanelWidth, to, p.SumStride);
                }
            }
        }
    }

    private static void Reduce<S, V>(int worker, in WinogradWeightPlan p, Floats partials, Floats dw, Floats db)
        where S : struct, ISimd<V>
        where V : struct
    {
        float* between = stackalloc float[Winograd.Area * S.Width];
        float* sums = CpuEngine.Aligned(partials);
        int lastChannel = (int)((long)p.InC * (worker + 1) / p.Workers);
        for (int channel = (int)((long)p.InC * worker / p.Workers); channel < lastChannel; channel++)
        {
            for (int point = 0; point < Winograd.Area; point++)
                AddSlices<S, V>(p, sums + ((((nint)point * p.InC) + channel) * p.SumStride));
            float* from = sums + ((nint)channel * p.SumStride);
            float* to = VectorLoop.Pointer(dw) + ((nint)channel * p.OutC);
            nint stride = (nint)p.InC * p.SumStride;
            nint tapStride = (nint)p.InC * p.OutC;
            int c = 0;
            for (; c + S.Width <= p.OutC; c += S.Width)
                Winograd.WeightGradient<S, V>(from + c, stride, between, to + c, tapStride);
            for (; c < p.OutC; c++)
                Winograd.WeightGradient<ScalarSimd, float>(from + c, stride, between, to + c, tapStride);
        }

        if (worker == 0)
        {
            float* biasSums = sums + ((nint)Winograd.Area * p.InC * p.SumStride);
            AddSlices<S, V>(p, biasSums);
            Epilogue.Accumulate<S, V>(biasSums, p.OutC, VectorLoop.Pointer(db));
        }
    }

    // The first slice's row of sums becomes the sum over all slices.
    private static void AddSlices<S, V>(in WinogradWeightPlan p, float* row)
        where S : struct, ISimd<V>
        where V : struct
    {
        for (int slice = 1; slice < p.Slices; slice++)
            Epilogue.Accumulate<S, V>(row + ((long)slice * p.PartialLength), p.SumStride, row);
    }

    /// <summary>A worker's scratch memory, part by part.</summary>
    private readonly struct ScratchLayout
    {
        public readonly float* Inputs;
        public readonly float* Gradients;
        public readonly float* Between;
        public readonly float* Tile;
        public readonly float* Zeros;

        public ScratchLayout(in WinogradWeightPlan p, float* scratch)
        {
            Inputs = scratch;
            Gradients = Inputs + (Winograd.Area * WinogradPlan.BlockTiles * CpuEngine.RoundUp(p.InC));
            Between = Gradients + (Winograd.Area * WinogradPlan.BlockTiles * p.SumStride);
            Tile = Between + (Winograd.Area * p.PanelWidth);
            Zeros = Tile + Cpu.Tile.MaxLength;
        }
    }

    private readonly struct Share(
        int worker, WinogradWeightPlan plan, Floats x, Floats dy, Floats scratch, Floats partials) : IVectorWork
    {
        public void Run<S, V>()
            where S : struct, ISimd<V>
            where V : struct => WinogradWeightWorker.Run<S, V>(worker, plan, x, dy, scratch, partials);
    }

    private readonly struct Reduction(
        int worker, WinogradWeightPlan plan, Floats partials, Floats dw, Floats db) : IVectorWork
    {
        public void Run<S, V>()
            where S : struct, ISimd<V>
            where V : struct => WinogradWeightWorker.Reduce<S, V>(worker, plan, partials, dw, db);
    }
}
