using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>
/// The transforms of a block of tiles of images; pixels of the next tile are prefetched while one is transformed.
/// </summary>
internal static unsafe class WinogradTiles
{
    /// <summary>inputs (36, tiles, C) of the 6×6 tiles from number <paramref name="first"/> on.</summary>
    public static void Inputs<S, V>(
        in TileGrid grid, float* images, int first, int tiles, float* zeros, float* between, float* inputs)
        where S : struct, ISimd<V>
        where V : struct
    {
        float** taps = stackalloc float*[2 * Winograd.Area];
        nint stride = (nint)tiles * grid.C;
        grid.Find(images, first, zeros, taps);
        for (int t = 0; t < tiles; t++)
        {
            float** current = taps + (t % 2 * Winograd.Area);
            if (t + 1 < tiles)
                FindNext(grid, images, first + t + 1, zeros, taps + ((t + 1) % 2 * Winograd.Area), 0, grid.C);
            float* to = inputs + ((nint)t * grid.C);
            int c = 0;
            for (; c + S.Width <= grid.C; c += S.Width)
                Winograd.Input<S, V>(current, c, between, to + c, stride);
            for (; c < grid.C; c++)
                Winograd.Input<ScalarSimd, float>(current, c, between, to + c, stride);
        }
    }

    /// <summary>
    /// gradients (36, tiles, rowLength) of channels [firstChannel, lastChannel) of the 4×4 tiles from number
    /// <paramref name="first"/> on; sums[c] += Σ dy.
    /// </summary>
    public static void Gradients<S, V>(
        in TileGrid grid, float* images, int first, int tiles, int firstChannel, int lastChannel, int rowLength,
        float* zeros, float* between, float* sums, float* gradients)
        where S : struct, ISimd<V>
        where V : struct
    {
        float** taps = stackalloc float*[2 * Winograd.Area];
        nint stride = (nint)tiles * rowLength;
        grid.Find(images, first, zeros, taps);
        for (int t = 0; t < tiles; t++)
        {
            float** current = taps + (t % 2 * Winograd.Area);
            float** next = taps + ((t + 1) % 2 * Winograd.Area);
            if (t + 1 < tiles)
                FindNext(grid, images, first + t + 1, zeros, next, firstChannel, lastChannel);
            float* to = gradients + ((nint)t * rowLength);
            int c = firstChannel;
            for (; c + S.Width <= lastChannel; c += S.Width)
                Winograd.Gradient<S, V>(current, c, between, to + c, stride, sums + c);
            for (; c < lastChannel; c++)
                Winograd.Gradient<ScalarSimd, float>(current, c, between, to + c, stride, sums + c);
        }
    }

    private static void FindNext(
        in TileGrid grid, float* images, int tile, float* zeros, float** taps, int firstChannel, int lastChannel)
    {
        grid.Find(images, tile, zeros, taps);
        grid.Prefetch(taps, firstChannel, lastChannel);
    }
}
