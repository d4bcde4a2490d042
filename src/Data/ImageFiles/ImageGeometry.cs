namespace IlgpuCnn.Data.ImageFiles;

/// <summary>
/// Which part of an image goes to which part of the prepared one. Lengths that are no whole pixels are rounded to the
/// nearest, halves up; of an odd rest the smaller half lies left and above.
/// </summary>
/// <param name="SourceLeft">The part's first column.</param>
/// <param name="SourceTop">The part's first row.</param>
/// <param name="Source">The part's size.</param>
/// <param name="TargetLeft">The column it comes to.</param>
/// <param name="TargetTop">The row it comes to.</param>
/// <param name="Target">The size it comes to.</param>
/// <param name="Whole">The size of the prepared image, which is larger where it is padded.</param>
internal readonly record struct ImageGeometry(
    int SourceLeft, int SourceTop, ImageSize Source, int TargetLeft, int TargetTop, ImageSize Target, ImageSize Whole)
{
    /// <summary>The parts for an image that is to be fitted into a size.</summary>
    public static ImageGeometry Of(ImageSize source, ImageSize target, ImageFit fit)
    {
        if (fit == ImageFit.Crop)
        {
            ImageSize part = Largest(source, target);
            return new ImageGeometry(
                (source.Width - part.Width) / 2, (source.Height - part.Height) / 2, part, 0, 0, target, target);
        }

        ImageSize inner = fit == ImageFit.Pad ? Largest(target, source) : target;
        return new ImageGeometry(
            0, 0, source, (target.Width - inner.Width) / 2, (target.Height - inner.Height) / 2, inner, target);
    }

    // The largest size within a frame that has a ratio, with a pixel at least on each side.
    private static ImageSize Largest(ImageSize frame, ImageSize ratio)
    {
        bool isFrameWider = (long)frame.Width * ratio.Height > (long)frame.Height * ratio.Width;
        return isFrameWider
            ? new ImageSize(Rounded(frame.Height, ratio.Width, ratio.Height), frame.Height)
            : new ImageSize(frame.Width, Rounded(frame.Width, ratio.Height, ratio.Width));
    }

    private static int Rounded(long length, long factor, long divisor) =>
        (int)Math.Max(1, ((2 * length * factor) + divisor) / (2 * divisor));
}
