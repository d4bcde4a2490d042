namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>A copy of an image within zeros, so that no window meets an edge.</summary>
internal static unsafe class Frame
{
    /// <summary>
    /// frame[Top + h·Spread, Left + w·Spread] = image[h, w], zero elsewhere; what falls outside the frame (negative Top
    /// or Left) is left out. A spread over 1 is the stride of the convolution whose gradient this is.
    /// </summary>
    public static void Fill(
        float* image, int height, int width, int channels, float* frame, int frameHeight, int frameWidth,
        int top, int left, int spread)
    {
        new Span<float>(frame, frameHeight * frameWidth * channels).Clear();
        for (int h = 0; h < height; h++)
        {
            int toH = top + (h * spread);
            if ((uint)toH >= (uint)frameHeight)
                continue;
            float* from = image + ((long)h * width * channels);
            float* to = frame + ((long)toH * frameWidth * channels);
            if (spread == 1)
            {
                int first = Math.Max(0, -left);
                int last = Math.Min(width, frameWidth - left);
                if (last > first)
                    Copy(from + (first * channels), to + ((left + first) * channels), (last - first) * channels);
                continue;
            }

            for (int w = 0; w < width; w++)
            {
                int toW = left + (w * spread);
                if ((uint)toW < (uint)frameWidth)
                    Copy(from + (w * channels), to + (toW * channels), channels);
            }
        }
    }

    private static void Copy(float* from, float* to, int length) =>
        new ReadOnlySpan<float>(from, length).CopyTo(new Span<float>(to, length));
}
