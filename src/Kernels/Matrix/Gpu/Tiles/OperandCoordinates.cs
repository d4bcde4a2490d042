using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>Coordinates in an operand that a thread needs for its vector accesses, again and again.</summary>
internal static class OperandCoordinates
{
    /// <summary>
    /// The rows of four of a thread's accesses, from one on, where the operand runs along the depth; else the four rows of
    /// each of them.
    /// </summary>
    public static Coordinates4 Rows<TOperand>(
        Window window, GemmExtents extents, int firstRow, VectorAccesses accesses, int from)
        where TOperand : struct, IGemmOperand
    {
        int row = firstRow + (TOperand.RunsAlongDepth
            ? accesses.FirstLine + (from * accesses.LineStep) : accesses.Index * 4);
        int step = TOperand.RunsAlongDepth ? accesses.LineStep : 1;
        return new Coordinates4(
            TOperand.Row(window, extents, row), TOperand.Row(window, extents, row + step),
            TOperand.Row(window, extents, row + (2 * step)), TOperand.Row(window, extents, row + (3 * step)));
    }

    /// <summary>Four neighbouring depths; where one access reads them all the first stands for all.</summary>
    public static Coordinates4 Depths<TOperand, TAccess>(Window window, GemmExtents extents, int depth)
        where TOperand : struct, IGemmOperand
        where TAccess : struct, IAccess
    {
        Coordinate first = TOperand.Depth(window, extents, depth);
        return TAccess.IsWide
            ? new Coordinates4(first, first, first, first)
            : new Coordinates4(
                first, TOperand.Depth(window, extents, depth + 1), TOperand.Depth(window, extents, depth + 2),
                TOperand.Depth(window, extents, depth + 3));
    }
}
