using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Images;

/// <summary>Labelled images of one size, in memory.</summary>
/// <param name="Height">Rows of every image.</param>
/// <param name="Width">Columns of every image.</param>
/// <param name="Channels">Channels of every image; 3 is RGB.</param>
/// <param name="Pixels">All images one after another, each row-major with channels last (N, H, W, C).</param>
/// <param name="Labels">The class of each image, in [0, ClassNames.Length).</param>
/// <param name="ClassNames">Name of each class.</param>
/// <param name="Difficulty">Known degree of difficulty of each image in [0, 1], where the data has one.</param>
/// <param name="Files">Name of the file that each image comes from, where there are files.</param>
public sealed record ImageSet(
    int Height, int Width, int Channels, byte[] Pixels, int[] Labels, string[] ClassNames, float[]? Difficulty = null,
    string[]? Files = null)
{
    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>Bytes of one image.</summary>
    public int ImageLength => Height * Width * Channels;

    /// <summary>The bytes of image <paramref name="i"/>, row-major with channels last (H, W, C).</summary>
    public ReadOnlySpan<byte> Image(int i) => Pixels.AsSpan(i * ImageLength, ImageLength);

    /// <summary>Checks that its parts belong together: kernels read what labels and lengths say.</summary>
    /// <exception cref="InputException">There is no image, a length is wrong, or a label is none of the classes.</exception>
    public void Check()
    {
        if (Count == 0 || Height < 1 || Width < 1 || Channels < 1)
            throw new InputException($"A set of {Count} images of {Height}×{Width}×{Channels} holds nothing.");
        if (Pixels.LongLength != (long)Count * ImageLength)
        {
            throw new InputException(
                $"{Count} images of {Height}×{Width}×{Channels} are {(long)Count * ImageLength:N0} bytes of pixels; these are "
                + $"{Pixels.LongLength:N0}.");
        }

        if (Difficulty is not null && Difficulty.Length != Count)
            throw new InputException($"Difficulty has {Difficulty.Length} entries for {Count} images.");
        if (Files is not null && Files.Length != Count)
            throw new InputException($"Files has {Files.Length} entries for {Count} images.");
        int wrong = Array.FindIndex(Labels, label => label < 0 || label >= ClassNames.Length);
        if (wrong >= 0)
        {
            throw new InputException(
                $"The label of image {wrong} is {Labels[wrong]}; with {ClassNames.Length} class names it must be 0 to "
                + $"{ClassNames.Length - 1}.");
        }
    }

    /// <summary>The images at <paramref name="indices"/>, in that order.</summary>
    public ImageSet Select(IReadOnlyList<int> indices)
    {
        byte[] pixels = new byte[(long)indices.Count * ImageLength];
        for (int i = 0; i < indices.Count; i++)
            Array.Copy(Pixels, (long)indices[i] * ImageLength, pixels, (long)i * ImageLength, ImageLength);
        return this with
        {
            Pixels = pixels,
            Labels = [.. indices.Select(i => Labels[i])],
            Difficulty = Difficulty is null ? null : [.. indices.Select(i => Difficulty[i])],
            Files = Files is null ? null : [.. indices.Select(i => Files[i])],
        };
    }

    /// <summary>The images of some classes, which are numbered anew from 0 in the order given.</summary>
    public ImageSet OnlyClasses(IReadOnlyList<int> classes)
    {
        int[] renumbered = [.. Enumerable.Repeat(-1, ClassNames.Length)];
        for (int i = 0; i < classes.Count; i++)
            renumbered[classes[i]] = i;
        ImageSet chosen = Select([.. Enumerable.Range(0, Count).Where(i => renumbered[Labels[i]] >= 0)]);
        return chosen with
        {
            Labels = [.. chosen.Labels.Select(label => renumbered[label])],
            ClassNames = [.. classes.Select(label => ClassNames[label])],
        };
    }
}
