using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Tiles;

/// <summary>Places that a thread needs again and again.</summary>
internal static class OperandRows
{
    /// <summary>The rows of a thread's fours, or the four rows of each of them.</summary>
    public static Places4 Of<TOperand>(Window window, GemmExtents extents, int firstRow, Fours fours)
        where TOperand : struct, IGemmOperand
    {
        int row = firstRow + (TOperand.RunsAlongDepth ? fours.First : fours.Lane * 4);
        int step = TOperand.RunsAlongDepth ? fours.Step : 1;
        return new Places4(
            TOperand.Row(window, extents, row), TOperand.Row(window, extents, row + step),
            TOperand.Row(window, extents, row + (2 * step)), TOperand.Row(window, extents, row + (3 * step)));
    }

    /// <summary>Four depths; where they are read at once the first stands for all.</summary>
    public static Places4 Depths<TOperand, TAccess>(Window window, GemmExtents extents, int depth)
        where TOperand : struct, IGemmOperand
        where TAccess : struct, IAccess
    {
        Place first = TOperand.Depth(window, extents, depth);
        return TAccess.IsWide
            ? new Places4(first, first, first, first)
            : new Places4(
                first, TOperand.Depth(window, extents, depth + 1), TOperand.Depth(window, extents, depth + 2),
                TOperand.Depth(window, extents, depth + 3));
    }
}
