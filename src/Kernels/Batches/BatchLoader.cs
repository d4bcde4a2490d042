using System.Runtime.CompilerServices;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Kernels.Batches;

/// <summary>
/// Makes batches: x[k] = (augmented(pixels[index]) / 255 − mean) / deviation, with index = order[permutation(k)], in
/// one launch with nothing uploaded. Each output pixel gathers through one inverse map: un-flip, crop offset, rotation
/// about the image's centre with bilinear sampling (a byte exactly, where rotation is off). Outside the image is black.
/// <para>
/// Colours are jittered as torchvision does, with three differences: always in the order brightness, contrast,
/// saturation, hue, where torchvision draws the order; contrast moves away from the mean luma of the whole source image
/// times the brightness factor, where torchvision takes the mean after crop and clamping; and what came from outside
/// the image stays black, for which a pixel partly outside is jittered by the colour of its inside.
/// </para>
/// </summary>
public sealed class BatchLoader(ComputeDevice device)
{
    private readonly Action<
        Index1D, int, BatchShape, ArrayView<BatchSelection>, Augmentation, BatchSource, Floats, Ints, Ints> load =
        device.Load<int, BatchShape, ArrayView<BatchSelection>, Augmentation, BatchSource, Floats, Ints, Ints>(
            LoadKernel);

    // ---- kernels

    // Pointers from here on, since a view checks itself at every access, which costs a CPU more than the maths.
    private static unsafe void LoadKernel(
        Index1D i, int grain, BatchShape s, ArrayView<BatchSelection> selections, Augmentation a, BatchSource source,
        Floats x, Ints labels, Ints indices)
    {
        BatchSelection selection = selections[0];
        int last = IntrinsicMath.Min((i + 1) * grain, s.Pixels);
        int j = i * grain;
        while (j < last)
        {
            int n = j / s.ImagePixels;
            int index = source.Order[Permutation.At(selection.Key, selection.Visible, selection.Position + n)];
            int first = n * s.ImagePixels;
            if (j == first)
            {
                labels[n] = source.Labels[index];
                indices[n] = index;
            }

            int end = IntrinsicMath.Min(last, first + s.ImagePixels);
            BatchTransform t = BatchTransform.Draw(a, selection.Seed, selection.Step, (uint)n);
            float meanLuma = a.Contrast > 0f ? source.MeanLuma[index] : 0f;
            fixed (byte* image = &source.Pixels[(long)index * s.ImageLength])
            fixed (float* mean = &source.Mean[0], deviation = &source.Deviation[0], xs = &x[first * s.C])
                LoadPixels(s, a, t, meanLuma, j - first, end - first, image, mean, deviation, xs);
            j = end;
        }
    }

    // Pixels [from, to) of one image of the batch.
    private static unsafe void LoadPixels(
        BatchShape s, Augmentation a, BatchTransform t, float meanLuma, int from, int to,
        byte* image, float* mean, float* deviation, float* x)
    {
        for (int p = from; p < to; p++)
        {
            int h = p / s.W;
            int w = p - (h * s.W);
            int y = h + t.ShiftY;
            int z = (t.Flip == 1 ? s.W - 1 - w : w) + t.ShiftX;
            if (a.RotationDegrees == 0f && a.Jitter == 0f)
                CopyPixel(s, image, y, z, p * s.C, mean, deviation, x);
            else if (a.Jitter == 0f)
                SamplePixel(s, image, Turned(s, t, y, z), p * s.C, mean, deviation, x);
            else if (s.C == 1)
                JitterGreyPixel(image, Turned(s, t, y, z), t, meanLuma, p, mean, deviation, x);
            else
                JitterPixel(image, Turned(s, t, y, z), t, meanLuma, p * s.C, mean, deviation, x);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void CopyPixel(
        BatchShape s, byte* image, int y, int z, int at, float* mean, float* deviation, float* x)
    {
        bool inside = (uint)y < (uint)s.H && (uint)z < (uint)s.W;
        int tap = inside ? ((y * s.W) + z) * s.C : 0;
        float weight = inside ? 1f / 255f : 0f;
        for (int c = 0; c < s.C; c++)
            x[at + c] = ((weight * image[tap + c]) - mean[c]) / deviation[c];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void SamplePixel(
        BatchShape s, byte* image, BatchTaps taps, int at, float* mean, float* deviation, float* x)
    {
        for (int c = 0; c < s.C; c++)
            x[at + c] = ((taps.Sample(image, c) / 255f) - mean[c]) / deviation[c];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void JitterPixel(
        byte* image, BatchTaps taps, BatchTransform t, float meanLuma, int at,
        float* mean, float* deviation, float* x)
    {
        float coverage = taps.Coverage;
        BatchColour colour = new(0f, 0f, 0f);
        if (coverage > 0f)
        {
            float scale = 1f / (255f * coverage);
            colour = BatchColour.Jitter(
                taps.Sample(image, 0) * scale, taps.Sample(image, 1) * scale, taps.Sample(image, 2) * scale,
                t, meanLuma);
        }

        x[at] = ((colour.R * coverage) - mean[0]) / deviation[0];
        x[at + 1] = ((colour.G * coverage) - mean[1]) / deviation[1];
        x[at + 2] = ((colour.B * coverage) - mean[2]) / deviation[2];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void JitterGreyPixel(
        byte* image, BatchTaps taps, BatchTransform t, float meanLuma, int at,
        float* mean, float* deviation, float* x)
    {
        float coverage = taps.Coverage;
        float grey = coverage > 0f
            ? BatchColour.JitterGrey(taps.Sample(image, 0) * (1f / (255f * coverage)), t, meanLuma) : 0f;
        x[at] = ((grey * coverage) - mean[0]) / deviation[0];
    }

    // Where the rotation takes row y, column z from.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BatchTaps Turned(BatchShape s, BatchTransform t, int y, int z)
    {
        float middleY = 0.5f * (s.H - 1);
        float middleX = 0.5f * (s.W - 1);
        float dy = y - middleY;
        float dx = z - middleX;
        return BatchTaps.Around(
            s, (t.Cos * dy) - (t.Sin * dx) + middleY, (t.Cos * dx) + (t.Sin * dy) + middleX);
    }

    private static unsafe void MeanLumaKernel(
        Index1D i, int count, int grain, int pixels, Bytes images, Floats meanLuma)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, count);
        for (int n = i * grain; n < last; n++)
        {
            // A pointer, since a view checks itself at every access, which costs a CPU ten times the sums.
            fixed (byte* image = &images[(long)n * pixels * 3])
            {
                // Whole numbers, so that the sum does not depend on the number of pixels or the device.
                int r = 0;
                int g = 0;
                int b = 0;
                for (int p = 0; p < pixels * 3; p += 3)
                {
                    r += image[p];
                    g += image[p + 1];
                    b += image[p + 2];
                }

                float scale = 1f / (255f * pixels);
                meanLuma[n] = BatchColour.Luma(r * scale, g * scale, b * scale);
            }
        }
    }

    private static unsafe void MeanGreyKernel(
        Index1D i, int count, int grain, int pixels, Bytes images, Floats meanLuma)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, count);
        for (int n = i * grain; n < last; n++)
        {
            fixed (byte* image = &images[(long)n * pixels])
            {
                int sum = 0;
                for (int p = 0; p < pixels; p++)
                    sum += image[p];
                meanLuma[n] = sum * (1f / (255f * pixels));
            }
        }
    }

    // ---- launchers

    /// <summary>
    /// Writes one batch: x (N, H, W, C), its <paramref name="labels"/> (N) and the <paramref name="indices"/> (N) of
    /// its images in the data set. The first element of <paramref name="selection"/> says which images these are. It
    /// lies on the device and can't be checked here: <see cref="BatchSelection.Require"/> checks it before it is
    /// uploaded.
    /// </summary>
    /// <exception cref="InputException">
    /// Jitter of images that are neither RGB nor of one channel, saturation or hue of images of one channel, or a crop
    /// as large as they are.
    /// </exception>
    /// <exception cref="ArgumentException">A view is too short.</exception>
    public void Load(
        BatchShape shape, ArrayView<BatchSelection> selection, Augmentation augmentation, BatchSource source,
        Floats x, Ints labels, Ints indices)
    {
        RequireSource(shape, augmentation, source);
        Require.Length(selection, 1, nameof(selection), "a value of", 1);
        Require.Length(x, shape.Length, nameof(x), shape);
        Require.Length(labels, shape.N, nameof(labels), shape);
        Require.Length(indices, shape.N, nameof(indices), shape);
        WorkSplit split = device.Split(shape.Pixels);
        load(split.Extent, split.Grain, shape, selection, augmentation, source, x, labels, indices);
    }

    /// <summary>
    /// The mean luma in [0, 1] of each of <paramref name="count"/> images of <paramref name="imagePixels"/> pixels, in
    /// RGB or of one channel: what contrast jitter needs, once a data set.
    /// </summary>
    /// <exception cref="ArgumentException">There are neither 1 nor 3 channels, or a view is too short.</exception>
    public void MeanLuma(int count, int imagePixels, int channels, Bytes pixels, Floats meanLuma)
    {
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "channels must be 1 or 3.");
        Require.AtLeast(count, 1, nameof(count));
        Require.AtLeast(imagePixels, 1, nameof(imagePixels));
        Require.Length(
            pixels, (long)count * imagePixels * channels, nameof(pixels),
            $"{count} images of {imagePixels} pixels of {channels} bytes");
        Require.Length(meanLuma, count, nameof(meanLuma), "a data set of", count);
        WorkSplit split = device.Split(count);
        Action<Index1D, int, int, int, Bytes, Floats> kernel = device.Load<int, int, int, Bytes, Floats>(
            channels == 1 ? MeanGreyKernel : MeanLumaKernel);
        kernel(split.Extent, count, split.Grain, imagePixels, pixels, meanLuma);
    }

    private static void RequireSource(BatchShape shape, Augmentation augmentation, BatchSource source)
    {
        long count = source.Labels.Length;
        Require.Length(source.Pixels, count * shape.ImageLength, nameof(source.Pixels), "a data set of", count);
        Require.Length(source.Mean, shape.C, nameof(source.Mean), shape);
        Require.Length(source.Deviation, shape.C, nameof(source.Deviation), shape);
        if (augmentation.Contrast > 0f)
            Require.Length(source.MeanLuma, count, nameof(source.MeanLuma), "contrast jitter of a data set of", count);
        augmentation.RequireFits(shape.H, shape.W, shape.C);
    }
}
