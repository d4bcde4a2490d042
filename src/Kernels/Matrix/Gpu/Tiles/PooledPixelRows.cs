using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>Left of a pooled forward pass: (outputs of windows, taps), gathered.</summary>
internal readonly struct PooledPixelRows<TTile> : IGemmOperand
    where TTile : struct, ITile<TTile>
{
    public static bool RunsAlongDepth => true;

    public static Coordinate Row(Window window, GemmExtents extents, int row) => window.PooledPixel(
        PooledRows.Window(row, TTile.RowPitch), PooledRows.Tap(row, TTile.RowPitch));

    public static Coordinate Depth(Window window, GemmExtents extents, int depth) => window.Tap(depth);

    public static bool IsInside(Window window, Coordinate row, Coordinate depth) => window.IsInside(row, depth);

    public static int Index(Window window, Coordinate row, Coordinate depth) => row.Start + depth.Start;
}
