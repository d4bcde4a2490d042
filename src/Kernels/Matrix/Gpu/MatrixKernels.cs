using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;
using IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

namespace IlgpuCnn.Kernels.Matrix.Gpu;

/// <summary>
/// The kernels of <see cref="GpuEngine"/>. Those that multiply are made for a tile and for how each operand is read,
/// and have one group a tile: grid x over rows, y over columns, z over parts of the depth.
/// </summary>
internal static class MatrixKernels
{
    /// <summary>Threads of a group of <see cref="BiasPartKernel"/>.</summary>
    public const int BiasThreads = 256;

    /// <summary>
    /// Channels that one group of <see cref="BiasPartKernel"/> sums; the rest of its threads share rows.
    /// </summary>
    public const int BiasChannels = 32;

    private const int BiasLanes = BiasThreads / BiasChannels;

    // ---- kernels

    // y[p,oc] = f(b[oc] + Σ_t x[p,t]·w[t,oc])
    public static void ForwardKernel<TTile, TLeftAccess, TRightAccess>(
        Window window, GemmExtents extents, Floats x, Floats w, Floats b, Activation activation, Floats y)
        where TTile : struct, ITile<TTile>
        where TLeftAccess : struct, IAccess
        where TRightAccess : struct, IAccess =>
        TTile.Store<MatrixColumns, OutputResult>(
            Gemm.Sum<TTile, PixelRows, MatrixColumns, TLeftAccess, TRightAccess>(window, extents, x, w),
            new ResultView(extents, y, b, activation));

    // parts[z,p,oc] = Σ_{t in part z} x[p,t]·w[t,oc]
    public static void ForwardPartKernel<TTile, TLeftAccess, TRightAccess>(
        Window window, GemmExtents extents, Floats x, Floats w, Floats b, Activation activation, Floats parts)
        where TTile : struct, ITile<TTile>
        where TLeftAccess : struct, IAccess
        where TRightAccess : struct, IAccess =>
        TTile.Store<MatrixColumns, PartResult>(
            Gemm.Sum<TTile, PixelRows, MatrixColumns, TLeftAccess, TRightAccess>(window, extents, x, w),
            new ResultView(extents, parts, b, activation));

    // y[v,oc] = f(b[oc] + max_p Σ_t x[p,t]·w[t,oc]) over the four outputs p of 2×2 window v; winners[v,oc] says which
    public static void PooledForwardKernel<TTile, TLeftAccess, TRightAccess>(
        Window window, GemmExtents extents, Floats x, Floats w, Floats b, Activation activation, Floats y,
        Bytes winners)
        where TTile : struct, ITile<TTile>
        where TLeftAccess : struct, IAccess
        where TRightAccess : struct, IAccess =>
        TTile.StorePooled(
            Gemm.Sum<TTile, PooledPixelRows<TTile>, MatrixColumns, TLeftAccess, TRightAccess>(window, extents, x, w),
            new PooledView(window.Pixels / PooledRows.Taps, extents.Columns, y, winners, b, activation));

    // parts[z,r,oc] = Σ_{t in part z} x[p,t]·w[t,oc], where r is the row of output p, as PooledRows has it
    public static void PooledForwardPartKernel<TTile, TLeftAccess, TRightAccess>(
        Window window, GemmExtents extents, Floats x, Floats w, Floats b, Activation activation, Floats parts)
        where TTile : struct, ITile<TTile>
        where TLeftAccess : struct, IAccess
        where TRightAccess : struct, IAccess =>
        TTile.Store<MatrixColumns, PartResult>(
            Gemm.Sum<TTile, PooledPixelRows<TTile>, MatrixColumns, TLeftAccess, TRightAccess>(window, extents, x, w),
            new ResultView(extents, parts, b, activation));

    // dx[p,ic] = f′(x[p,ic]) · Σ_t dy[p,t]·w[t,ic]
    public static void BackwardInputKernel<TTile, TLeftAccess, TRightAccess>(
        Window window, GemmExtents extents, Floats dy, Floats w, Floats x, Activation activation, Floats dx)
        where TTile : struct, ITile<TTile>
        where TLeftAccess : struct, IAccess
        where TRightAccess : struct, IAccess =>
        TTile.Store<TransposedWeights, InputGradientResult>(
            Gemm.Sum<TTile, PixelRows, TransposedWeights, TLeftAccess, TRightAccess>(window, extents, dy, w),
            new ResultView(extents, dx, x, activation));

    // parts[z,p,ic] = Σ_{t in part z} dy[p,t]·w[t,ic]
    public static void BackwardInputPartKernel<TTile, TLeftAccess, TRightAccess>(
        Window window, GemmExtents extents, Floats dy, Floats w, Floats x, Activation activation, Floats parts)
        where TTile : struct, ITile<TTile>
        where TLeftAccess : struct, IAccess
        where TRightAccess : struct, IAccess =>
        TTile.Store<TransposedWeights, PartResult>(
            Gemm.Sum<TTile, PixelRows, TransposedWeights, TLeftAccess, TRightAccess>(window, extents, dy, w),
            new ResultView(extents, parts, x, activation));

    // As BackwardInputKernel, at a stride over 1.
    public static void BackwardStridedInputKernel<TTile, TLeftAccess, TRightAccess>(
        Window window, GemmExtents extents, Floats dy, Floats w, Floats x, Activation activation, Floats dx)
        where TTile : struct, ITile<TTile>
        where TLeftAccess : struct, IAccess
        where TRightAccess : struct, IAccess =>
        TTile.Store<TransposedWeights, InputGradientResult>(
            Gemm.Sum<TTile, SpacedPixelRows, TransposedWeights, TLeftAccess, TRightAccess>(window, extents, dy, w),
            new ResultView(extents, dx, x, activation));

    // parts[z,t,oc] = Σ_{p in part z} x[p,t]·dy[p,oc]
    public static void BackwardWeightPartKernel<TTile, TLeftAccess, TRightAccess>(
        Window window, GemmExtents extents, Floats x, Floats dy, Floats unused, Activation activation, Floats parts)
        where TTile : struct, ITile<TTile>
        where TLeftAccess : struct, IAccess
        where TRightAccess : struct, IAccess =>
        TTile.Store<MatrixColumns, PartResult>(
            Gemm.Sum<TTile, TapRows, MatrixColumns, TLeftAccess, TRightAccess>(window, extents, x, dy),
            new ResultView(extents, parts, unused, activation));

    // parts[z,c] = Σ_{p in part z} dy[p,c]
    public static void BiasPartKernel(int pixels, int partPixels, int channels, Floats dy, Floats parts)
    {
        Floats lanes = SharedMemory.Allocate<float>(BiasThreads);
        int channel = (Grid.IdxX * BiasChannels) + (Group.IdxX % BiasChannels);
        int last = IntrinsicMath.Min((Grid.IdxY + 1) * partPixels, pixels);
        float sum = 0f;
        if (channel < channels)
        {
            for (int p = (Grid.IdxY * partPixels) + (Group.IdxX / BiasChannels); p < last; p += BiasLanes)
                sum += dy[(p * channels) + channel];
        }

        lanes[Group.IdxX] = sum;
        Group.Barrier();
        if (Group.IdxX < BiasChannels & channel < channels)
        {
            for (int lane = 1; lane < BiasLanes; lane++)
                sum += lanes[(lane * BiasChannels) + Group.IdxX];
            parts[(Grid.IdxY * channels) + channel] = sum;
        }
    }

    // total[i] += Σ_z parts[z,i], in the order of z
    public static void AddPartsKernel(Index1D i, int length, int partCount, Floats parts, Floats total) =>
        total[i] += Sum(i, length, partCount, parts);

    // y[i] = f(b[i mod columns] + Σ_z parts[z,i])
    public static void AddOutputPartsKernel(
        Index1D i, int length, int partCount, Floats parts, Floats b, Activation activation, Floats y) =>
        y[i] = Activations.Apply(activation, Sum(i, length, partCount, parts) + b[i % b.IntLength]);

    // dx[i] = f′(x[i]) · Σ_z parts[z,i]
    public static void AddInputGradientPartsKernel(
        Index1D i, int length, int partCount, Floats parts, Floats x, Activation activation, Floats dx)
    {
        float sum = Sum(i, length, partCount, parts);
        dx[i] = activation == Activation.Identity ? sum : sum * Activations.Derivative(activation, x[i]);
    }

    // y[v,c] = f(b[c] + max_p Σ_z parts[z,r,c]) over the rows r of window v's outputs; winners[v,c] says which
    public static void AddPooledPartsKernel(Index1D i, PooledParts parts, Floats sums, PooledView view)
    {
        int window = i / view.Columns;
        int column = i - (window * view.Columns);
        int step = parts.RowPitch * view.Columns;
        int at = (PooledRows.First(window, parts.RowPitch) * view.Columns) + column;
        view.Store(
            window, column, Largest.Of(
                Sum(at, parts.Length, parts.Count, sums), Sum(at + step, parts.Length, parts.Count, sums),
                Sum(at + (2 * step), parts.Length, parts.Count, sums),
                Sum(at + (3 * step), parts.Length, parts.Count, sums)));
    }

    private static float Sum(int i, int length, int partCount, Floats parts)
    {
        float sum = 0f;
        for (int part = 0; part < partCount; part++)
            sum += parts[(part * length) + i];
        return sum;
    }
}
