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

    // parts[z,t,oc] = Σ_{p in part z} x[p,t]·dy[p,oc], and Σ_{p in part z} dy[p,oc] behind the last t
    public static void BackwardWeightPartKernel<TTile, TLeftAccess, TRightAccess>(
        Window window, GemmExtents extents, Floats x, Floats dy, Floats unused, Activation activation, Floats parts)
        where TTile : struct, ITile<TTile>
        where TLeftAccess : struct, IAccess
        where TRightAccess : struct, IAccess
    {
        // Each part has one row more than those that the view counts.
        Floats shifted = parts.SubView(Grid.IdxZ * extents.Columns);
        int tilesDown = (extents.Rows + TTile.Rows - 1) / TTile.Rows;
        if (Grid.IdxX < tilesDown)
        {
            TTile.Store<MatrixColumns, PartResult>(
                Gemm.Sum<TTile, TapRows, MatrixColumns, TLeftAccess, TRightAccess>(window, extents, x, dy),
                new ResultView(extents, shifted, unused, activation));
        }
        else
        {
            BiasSums.Store<TTile, TRightAccess>(
                extents, Grid.IdxX - tilesDown, dy, shifted.SubView(Grid.IdxZ * extents.Rows * extents.Columns));
        }
    }

    // dw[i] += Σ_z parts[z,i], and db from the rest of a part
    public static void AddGradientPartsKernel(
        Index1D i, int weights, int length, int partCount, Floats parts, Floats dw, Floats db)
    {
        float sum = PartSums.Of(i, length, partCount, parts);
        if (i < weights)
            dw[i] += sum;
        else
            db[i - weights] += sum;
    }

    // y[i] = f(b[i mod columns] + Σ_z parts[z,i])
    public static void AddOutputPartsKernel(
        Index1D i, int length, int partCount, Floats parts, Floats b, Activation activation, Floats y) =>
        y[i] = Activations.Apply(activation, PartSums.Of(i, length, partCount, parts) + b[i % b.IntLength]);

    // dx[i] = f′(x[i]) · Σ_z parts[z,i]
    public static void AddInputGradientPartsKernel(
        Index1D i, int length, int partCount, Floats parts, Floats x, Activation activation, Floats dx)
    {
        float sum = PartSums.Of(i, length, partCount, parts);
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
                PartSums.Of(at, parts.Length, parts.Count, sums), PartSums.Of(at + step, parts.Length, parts.Count, sums),
                PartSums.Of(at + (2 * step), parts.Length, parts.Count, sums),
                PartSums.Of(at + (3 * step), parts.Length, parts.Count, sums)));
    }
}
