namespace IlgpuCnn.Kernels.Engines.Cpu;

/// <summary>Where the pixels of a square of an image stand.</summary>
internal static unsafe class TileTaps
{
    /// <summary>
    /// taps[size·i + j] = the first channel of pixel (top + i, left + j), or zeros where there is no such pixel.
    /// </summary>
    public static void Find(
        float* image, int height, int width, int channels, int top, int left, int size, float* zeros, float** taps)
    {
        for (int i = 0; i < size; i++)
        {
            bool rowExists = (uint)(top + i) < (uint)height;
            float* pixel = image + ((((long)(top + i) * width) + left) * channels);
            for (int j = 0; j < size; j++)
            {
                *taps++ = rowExists && (uint)(left + j) < (uint)width ? pixel : zeros;
                pixel += channels;
            }
        }
    }
}
