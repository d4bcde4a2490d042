using ILGPU.Frontend;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>One worker's share of a <see cref="WeightPlan"/>.</summary>
internal static unsafe class WeightWorker
{
    /// <summary>Floats of scratch that one worker needs: a framed image, a widened gradient, a tile.</summary>
    public static int ScratchLength(in WeightPlan plan) =>
        CpuEngine.RoundUp(plan.FrameLength) + CpuEngine.RoundUp(plan.GradientLength) + Tile.MaxLength;

    /// <summary>
    /// Sums each slice into partials (Slices, PartialLength), or, where there is one slice, straight into dw and db.
    /// The kernel calls it untranslated.
    /// </summary>
    [External("WeightWorkerRun")]
    public static void Run(
        int worker, WeightPlan plan, Floats x, Floats dy, Floats scratch, Floats partials, Floats dw, Floats db) =>
        VectorWidth.Run(plan.VectorBits, new Share(worker, plan, x, dy, scratch, partials, dw, db));

    /// <summary>dw += Σ slices, db += Σ slices, in the order of the slices.</summary>
    [External("WeightWorkerReduce")]
    public static void Reduce(int worker, WeightPlan plan, Floats partials, Floats dw, Floats db) =>
        VectorWidth.Run(plan.VectorBits, new Reduction(worker, plan, partials, dw, db));

    private static void Run<S, V>(
        int worker, in WeightPlan p, Floats x, Floats dy, Floats scratch, Floats partials, Floats dw, Floats db)
        where S : struct, ISimd<V>
        where V : struct
    {
        float* frame = CpuEngine.Aligned(scratch) + ((long)worker * ScratchLength(p));
        float* widened = frame + CpuEngine.RoundUp(p.FrameLength);
        float* tile = widened + CpuEngine.RoundUp(p.GradientLength);
        int* offsets = stackalloc int[p.OutH];
        for (int h = 0; h < p.OutH; h++)
            offsets[h] = h * p.Stride * p.PaddedW * p.InC;
        TileWalk walk = new()
        {
            Offsets = offsets,
            Outer = p.OutH,
            Inner = p.OutW,
            RowStride = 1,
            InnerStride = p.Stride * p.InC,
            DepthStride = p.GradientStride,
        };

        bool direct = p.Slices == 1;
        int units = p.Slices * p.Chunks;
        int lastUnit = (int)((long)units * (worker + 1) / p.Workers);
        for (int unit = (int)((long)units * worker / p.Workers); unit < lastUnit; unit++)
        {
            int slice = unit / p.Chunks;
            float* sums = direct ? null : VectorLoop.Pointer(partials) + ((long)slice * p.PartialLength);
            float* weightSums = direct ? VectorLoop.Pointer(dw) : sums;
            float* biasSums = direct ? VectorLoop.Pointer(db) : sums + ((long)p.Depth * p.OutC);
            int firstImage = (int)((long)p.N * slice / p.Slices);
            int lastImage = (int)((long)p.N * (slice + 1) / p.Slices);
            for (int n = firstImage; n < lastImage; n++)
            {
                float* image = VectorLoop.Pointer(x) + ((long)n * p.H * p.W * p.InC);
                if (p.NeedsFrame)
                {
                    Frame.Fill(image, p.H, p.W, p.InC, frame, p.PaddedH, p.PaddedW, p.Top, p.Left, 1);
                    image = frame;
                }

                float* gradient = VectorLoop.Pointer(dy) + ((long)n * p.OutH * p.OutW * p.OutC);
                if (p.GradientLength > 0)
                {
                    Widen(p, gradient, widened);
                    gradient = widened;
                }

                bool overwrite = n == firstImage && !direct;
                AddWeights<S, V>(p, unit % p.Chunks, overwrite, walk, image, gradient, tile, weightSums);
                if (unit % p.Chunks == 0)
                    AddBias<S, V>(p, overwrite, gradient, biasSums);
            }
        }
    }

    // One image's part of one chunk of the tiles of dw.
    private static void AddWeights<S, V>(
        in WeightPlan p, int chunk, bool overwrite, in TileWalk walk, float* image, float* gradient, float* tile,
        float* sums)
        where S : struct, ISimd<V>
        where V : struct
    {
        int run = p.Depth / p.Runs;
        int tilesPerRun = CpuEngine.Ceiling(run, S.MaxRows);
        int tiles = p.Runs * tilesPerRun;
        int width = 2 * S.Width;
        int lastTile = (int)((long)tiles * (chunk + 1) / p.Chunks);
        for (int t = (int)((long)tiles * chunk / p.Chunks); t < lastTile; t++)
        {
            int r = t / tilesPerRun;
            int firstRow = run * (t % tilesPerRun) / tilesPerRun;
            int rows = (run * ((t % tilesPerRun) + 1) / tilesPerRun) - firstRow;
            int origin = p.Dilation == 1
                ? r * p.PaddedW * p.InC
                : p.Dilation * (((r / p.KW) * p.PaddedW) + (r % p.KW)) * p.InC;
            float* to = sums + ((long)((r * run) + firstRow) * p.OutC);
            for (int column = 0; column < p.OutC; column += width)
            {
                int columns = Math.Min(width, p.OutC - column);
                Tile.Run<S, V>(rows, walk, image + origin + firstRow, gradient + column, tile);
                if (overwrite)
                    Clear(rows, columns, to + column, p.OutC);
                Epilogue.Accumulate<S, V>(tile, rows, columns, to + column, p.OutC);
            }
        }
    }

    private static void AddBias<S, V>(in WeightPlan p, bool overwrite, float* gradient, float* sums)
        where S : struct, ISimd<V>
        where V : struct
    {
        if (overwrite)
            Clear(1, p.OutC, sums, 0);
        for (int pixel = 0; pixel < p.OutH * p.OutW; pixel++)
            Epilogue.Accumulate<S, V>(gradient + ((long)pixel * p.GradientStride), p.OutC, sums);
    }

    private static void Widen(in WeightPlan p, float* gradient, float* widened)
    {
        for (int pixel = 0; pixel < p.OutH * p.OutW; pixel++)
        {
            Span<float> row = new(widened + ((long)pixel * p.GradientStride), p.GradientStride);
            new ReadOnlySpan<float>(gradient + ((long)pixel * p.OutC), p.OutC).CopyTo(row);
            row[p.OutC..].Clear();
        }
    }

    private static void Clear(int rows, int columns, float* sums, int stride)
    {
        for (int i = 0; i < rows; i++)
            new Span<float>(sums + ((long)i * stride), columns).Clear();
    }

    private static void Reduce<S, V>(int worker, in WeightPlan p, Floats partials, Floats dw, Floats db)
        where S : struct, ISimd<V>
        where V : struct
    {
        int weights = p.Depth * p.OutC;
        int first = (int)((long)weights * worker / p.Workers);
        int last = (int)((long)weights * (worker + 1) / p.Workers);
        for (int slice = 0; slice < p.Slices; slice++)
        {
            float* sums = VectorLoop.Pointer(partials) + ((long)slice * p.PartialLength);
            Epilogue.Accumulate<S, V>(sums + first, last - first, VectorLoop.Pointer(dw) + first);
            if (worker == 0)
                Epilogue.Accumulate<S, V>(sums + weights, p.OutC, VectorLoop.Pointer(db));
        }
    }

    private readonly struct Share(
        int worker, WeightPlan plan, Floats x, Floats dy, Floats scratch, Floats partials, Floats dw, Floats db)
        : IVectorWork
    {
        public void Run<S, V>()
            where S : struct, ISimd<V>
            where V : struct => WeightWorker.Run<S, V>(worker, plan, x, dy, scratch, partials, dw, db);
    }

    private readonly struct Reduction(int worker, WeightPlan plan, Floats partials, Floats dw, Floats db) : IVectorWork
    {
        public void Run<S, V>()
            where S : struct, ISimd<V>
            where V : struct => WeightWorker.Reduce<S, V>(worker, plan, partials, dw, db);
    }
}
