namespace IlgpuCnn.Kernels.Matrix.Gpu.Operands;

/// <summary>
/// The numbering of the rows of a product whose result is pooled over 2×2 windows: the four rows of a window are those
/// that one thread holds, <em>pitch</em> apart, so that it finds the largest without another thread's help. Of 4 ·
/// pitch rows the first pitch are the first output of as many windows, the next their second, in row-major order.
/// </summary>
internal static class PooledRows
{
    /// <summary>Outputs of a window.</summary>
    public const int Taps = 4;

    /// <summary>Rows of all tiles are multiples of this, and of 4 · pitch.</summary>
    public const int Multiple = 32;

    /// <summary>The window that a row belongs to.</summary>
    public static int Window(int row, int pitch) => (row / (Taps * pitch) * pitch) + (row % pitch);

    /// <summary>Which of its window's outputs a row is.</summary>
    public static int Tap(int row, int pitch) => row / pitch % Taps;

    /// <summary>The row of a window's first output.</summary>
    public static int First(int window, int pitch) => (window / pitch * Taps * pitch) + (window % pitch);
}
