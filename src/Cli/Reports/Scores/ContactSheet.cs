using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using SkiaSharp;

namespace IlgpuCnn.Cli.Reports.Scores;

/// <summary>One class of a contact sheet: indices of images, from the easiest to the hardest.</summary>
internal sealed record ContactRow(string ClassName, int[] Easiest, int[] Hardest);

/// <summary>
/// The easiest and the hardest images of each class by a score, a row a class. An image stands in a row once: small
/// classes have shorter ends.
/// </summary>
internal sealed class ContactSheet
{
    private const int Gap = 2;
    private const int Middle = 12;

    private const int MostPixels = 16383;
    private const int LargestDoubled = 48;

    private readonly ImageSet images;
    private readonly int perClass;

    /// <summary>Chooses the images.</summary>
    /// <param name="images">All images.</param>
    /// <param name="order">All of them, the easiest first.</param>
    /// <param name="perClass">Most images at either end of a row; fewer where no class has as many.</param>
    /// <exception cref="InputException">So many are too wide for a picture.</exception>
    public ContactSheet(ImageSet images, int[] order, int perClass)
    {
        this.images = images;
        ILookup<int, int> members = order.ToLookup(i => images.Labels[i]);
        this.perClass = Math.Min(perClass, members.Select(group => (group.Count() + 1) / 2).DefaultIfEmpty(1).Max());
        if (Width > MostPixels)
        {
            throw new InputException(
                $"--per-class is {perClass}, and the contact sheet would be {Width} pixels wide; "
                + $"a WebP has at most {MostPixels}.");
        }

        Rows = [.. members.OrderBy(group => group.Key).Select(group => Row(group.Key, [.. group]))];
    }

    /// <summary>The classes that have images, by their numbers.</summary>
    public IReadOnlyList<ContactRow> Rows { get; }

    /// <summary>Pixels from one row to the next.</summary>
    public int Pitch => images.Height + Gap;

    /// <summary>Width in pixels.</summary>
    public int Width => (2 * perClass * (images.Width + Gap)) - (2 * Gap) + Middle;

    /// <summary>Draws the images at 1:1, nothing between them, no names. The caller owns the bitmap.</summary>
    public SKBitmap Draw()
    {
        SKBitmap sheet = new(new SKImageInfo(Width, Rows.Count * Pitch, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        sheet.GetPixelSpan().Clear();
        for (int row = 0; row < Rows.Count; row++)
        {
            ContactRow ends = Rows[row];
            for (int i = 0; i < ends.Easiest.Length; i++)
                Put(sheet, ends.Easiest[i], i * (images.Width + Gap), row * Pitch);
            for (int i = 0; i < ends.Hardest.Length; i++)
            {
                int fromRight = ends.Hardest.Length - i;
                Put(sheet, ends.Hardest[i], Width + Gap - (fromRight * (images.Width + Gap)), row * Pitch);
            }
        }

        return sheet;
    }

    /// <summary>The sheet as a part of a page, small images at twice their size.</summary>
    /// <param name="heading">What it is about.</param>
    /// <param name="caption">How to read it.</param>
    /// <param name="description">What it shows, for those who can't see it.</param>
    /// <param name="mostBytes">Bytes that it may take, about.</param>
    public ReportPicture ToBlock(string heading, string caption, string description, int mostBytes)
    {
        int scale = Pitch <= LargestDoubled ? 2 : 1;
        using SKBitmap tiles = Draw();
        return new ReportPicture(
            heading, caption, description, PageImage.DataAddress(tiles, mostBytes), Width * scale, Pitch * scale,
            [.. Rows.Select(row => row.ClassName)]);
    }

    private ContactRow Row(int label, int[] members)
    {
        int easiest = Math.Min(perClass, (members.Length + 1) / 2);
        int hardest = Math.Min(perClass, members.Length / 2);
        return new ContactRow(images.ClassNames[label], members[..easiest], members[^hardest..]);
    }

    private void Put(SKBitmap sheet, int image, int left, int top) =>
        ImagePainter.Put(sheet, images.Image(image), images.Width, images.Channels, left, top);
}
