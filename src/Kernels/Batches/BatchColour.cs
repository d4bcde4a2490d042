using System.Runtime.CompilerServices;

namespace IlgpuCnn.Kernels.Batches;

/// <summary>
/// One RGB colour in [0, 1] and the four operations of colour jitter as torchvision defines them, each clamped to
/// [0, 1]. Usable inside and outside kernels.
/// </summary>
internal readonly record struct BatchColour(float R, float G, float B)
{
    /// <summary>The luma of a colour: its brightness as the eye weighs it (ITU-R BT.601).</summary>
    public static float Luma(float r, float g, float b) => (0.299f * r) + (0.587f * g) + (0.114f * b);

    /// <summary>
    /// The colour after brightness, contrast, saturation and hue of <paramref name="t"/>, applied in this order.
    /// <paramref name="meanLuma"/> is the mean luma of the image before any of them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static BatchColour Jitter(float r, float g, float b, BatchTransform t, float meanLuma)
    {
        float pivot = Pivot(t, meanLuma);
        r = Contrasted(r, t, pivot);
        g = Contrasted(g, t, pivot);
        b = Contrasted(b, t, pivot);
        float grey = (1f - t.Saturation) * Luma(r, g, b);
        r = Unit((t.Saturation * r) + grey);
        g = Unit((t.Saturation * g) + grey);
        b = Unit((t.Saturation * b) + grey);
        return t.Hue == 0f ? new BatchColour(r, g, b) : TurnHue(r, g, b, t.Hue);
    }

    /// <summary>
    /// The grey in [0, 1] after brightness and contrast of <paramref name="t"/>: <see cref="Jitter"/> of one channel.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float JitterGrey(float v, BatchTransform t, float meanLuma) => Contrasted(v, t, Pivot(t, meanLuma));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Pivot(BatchTransform t, float meanLuma) => (1f - t.Contrast) * Unit(t.Brightness * meanLuma);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Contrasted(float v, BatchTransform t, float pivot) =>
        Unit((t.Contrast * Unit(t.Brightness * v)) + pivot);

    // To HSV, hue shifted by a share of a full turn, and back. Hue is counted in sixths: red 0, green 2, blue 4.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BatchColour TurnHue(float r, float g, float b, float turn)
    {
        float high = IntrinsicMath.Max(r, IntrinsicMath.Max(g, b));
        float low = IntrinsicMath.Min(r, IntrinsicMath.Min(g, b));
        float chroma = high - low;
        if (chroma == 0f)
            return new BatchColour(r, g, b);

        float hue = high == r ? (g - b) / chroma
            : high == g ? 2f + ((b - r) / chroma)
            : 4f + ((r - g) / chroma);
        hue += 6f * turn;
        hue = hue < 0f ? hue + 6f : hue;
        hue = hue >= 6f ? hue - 6f : hue;
        return new BatchColour(
            low + (chroma * Unit(IntrinsicMath.Abs(hue - 3f) - 1f)),
            low + (chroma * Unit(2f - IntrinsicMath.Abs(hue - 2f))),
            low + (chroma * Unit(2f - IntrinsicMath.Abs(hue - 4f))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Unit(float v) => IntrinsicMath.Min(IntrinsicMath.Max(v, 0f), 1f);
}
