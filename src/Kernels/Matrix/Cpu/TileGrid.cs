using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>
/// How squares of <paramref name="Size"/> × <paramref name="Size"/> pixels lie over a batch of images (H, W, C):
/// <paramref name="TilesH"/> × <paramref name="TilesW"/> an image, each <see cref="Winograd.Results"/> pixels from the
/// next, the first one's corner <paramref name="Top"/> rows and <paramref name="Left"/> columns outside the image.
/// </summary>
internal readonly unsafe record struct TileGrid(
    int TilesH, int TilesW, int H, int W, int C, int Top, int Left, int Size)
{
    /// <summary>
    /// taps[Size·i + j] = the first channel of the tile's pixel (i, j), or zeros where the image has no such pixel.
    /// </summary>
    public void Find(float* images, int tile, float* zeros, float** taps)
    {
        int n = tile / (TilesH * TilesW);
        int top = (tile / TilesW % TilesH * Winograd.Results) - Top;
        int left = (tile % TilesW * Winograd.Results) - Left;
        for (int i = 0; i < Size; i++)
        {
            bool rowExists = (uint)(top + i) < (uint)H;
            float* pixel = images + ((((((long)n * H) + top + i) * W) + left) * C);
            for (int j = 0; j < Size; j++)
            {
                *taps++ = rowExists && (uint)(left + j) < (uint)W ? pixel : zeros;
                pixel += C;
            }
        }
    }

    /// <summary>Prefetches channels [first, last) of the pixels that the tile to the left has not had.</summary>
    public void Prefetch(float** taps, int first, int last)
    {
        for (int i = 0; i < Size; i++)
        {
            for (int j = Size - Winograd.Results; j < Size; j++)
                Cache.Prefetch(taps[(i * Size) + j] + first, last - first);
        }
    }
}
