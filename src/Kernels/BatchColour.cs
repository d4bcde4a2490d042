using System.Runtime.CompilerServices;

namespace IlgpuCnn.Kernels;

/// <summary>
/// One RGB colour in [0, 1] and the four operations of colour jitter as torchvision defines them, each clamped to
/// [0, 1]. Usable inside and outside kernels.
/// </summary>
internal readonly record struct BatchColour(float R, float G, float B)
{
    /// <summary>Weighted brightness (ITU-R BT.601).</summary>
    public float Luma => (0.299f * R) + (0.587f * G) + (0.114f * B);

    /// <summary>
    /// Brightness, contrast, saturation and hue of <paramref name="t"/>, in this order.
    /// <paramref name="meanLuma"/> is the mean luma of the image before any of them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BatchColour Jitter(BatchTransform t, float meanLuma)
    {
        BatchColour dark = new(0f, 0f, 0f);
        float pivot = Unit(t.Brightness * meanLuma);
        BatchColour colour = Blend(dark, t.Brightness);
        colour = colour.Blend(new BatchColour(pivot, pivot, pivot), t.Contrast);
        float luma = colour.Luma;
        colour = colour.Blend(new BatchColour(luma, luma, luma), t.Saturation);
        return t.Hue == 0f ? colour : colour.TurnHue(t.Hue);
    }

    // away + factor · (this − away), torchvision's blend.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BatchColour Blend(BatchColour away, float factor) => new(
        Unit((factor * R) + ((1f - factor) * away.R)),
        Unit((factor * G) + ((1f - factor) * away.G)),
        Unit((factor * B) + ((1f - factor) * away.B)));

    // To HSV, hue shifted by a share of a full turn, and back. Hue is counted in sixths: red 0, green 2, blue 4.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BatchColour TurnHue(float turn)
    {
        float high = IntrinsicMath.Max(R, IntrinsicMath.Max(G, B));
        float low = IntrinsicMath.Min(R, IntrinsicMath.Min(G, B));
        float chroma = high - low;
        if (chroma == 0f)
            return this;

        float hue = high == R ? (G - B) / chroma
            : high == G ? 2f + ((B - R) / chroma)
            : 4f + ((R - G) / chroma);
        hue += 6f * turn;
        hue = hue < 0f ? hue + 6f : hue;
        hue = hue >= 6f ? hue - 6f : hue;
        return new BatchColour(
            low + (chroma * Unit(MathF.Abs(hue - 3f) - 1f)),
            low + (chroma * Unit(2f - MathF.Abs(hue - 2f))),
            low + (chroma * Unit(2f - MathF.Abs(hue - 4f))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Unit(float v) => v < 0f ? 0f : v > 1f ? 1f : v;
}
