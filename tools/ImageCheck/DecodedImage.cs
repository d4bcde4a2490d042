namespace IlgpuCnn.ImageCheck;

/// <summary>Pixels (H, W, 3) as bytes, upright and without alpha.</summary>
/// <param name="Width">Pixels from left to right.</param>
/// <param name="Height">Pixels from top to bottom.</param>
/// <param name="Pixels">Red, green and blue of every pixel, row-major.</param>
internal sealed record DecodedImage(int Width, int Height, byte[] Pixels)
{
    /// <summary>Mean absolute difference of a byte, infinite between sizes that differ; null without the other image.</summary>
    public double? MeanDifference(DecodedImage? other)
    {
        if (other is null)
            return null;
        if ((Width, Height) != (other.Width, other.Height))
            return double.PositiveInfinity;
        long sum = 0;
        for (int i = 0; i < Pixels.Length; i++)
            sum += Math.Abs(Pixels[i] - other.Pixels[i]);
        return (double)sum / Pixels.Length;
    }
}
