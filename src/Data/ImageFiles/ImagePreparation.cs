using System.Globalization;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.ImageFiles;

/// <summary>
/// What becomes of every image file before a network sees it: <c>resize=64,fit=crop,resampler=bicubic,background=black,
/// channels=3</c>. Each part has this default, so that a text names only what is to be different. Two are equal when
/// their texts are.
/// </summary>
public sealed record ImagePreparation
{
    /// <summary>The shortest side that images can be brought to.</summary>
    public const int LeastSide = 8;

    /// <summary>The longest side that images can be brought to.</summary>
    public const int MostSide = 256;

    private const string NoneWord = "none";

    private static readonly Dictionary<string, Func<ImagePreparation, string, ImagePreparation>> Keys = new()
    {
        ["resize"] = (all, word) => all with { Resize = ParseSize(word) },
        ["fit"] = (all, word) => all with { Fit = KnownNames.Find("fit", word, KnownNames.Of<ImageFit>()) },
        ["resampler"] = (all, word) =>
            all with { Resampler = KnownNames.Find("resampler", word, KnownNames.Of<ImageResampler>()) },
        ["background"] = (all, word) => all with { Background = ImageColour.Parse(word) },
        ["channels"] = (all, word) => all with { Channels = ParseChannels(word) },
    };

    /// <summary>64 × 64 pixels of three channels, the centre cut out, bicubic, on black.</summary>
    public static ImagePreparation Default { get; } = new();

    /// <summary>The size that images are brought to; null leaves each as large as it is.</summary>
    /// <exception cref="InputException">A side is out of its range.</exception>
    public ImageSize? Resize { get; init => field = value is { } size ? Checked(size) : null; } = new(64, 64);

    /// <summary>What happens to images of another ratio of width to height.</summary>
    public ImageFit Fit { get; init; } = ImageFit.Crop;

    /// <summary>The filter that scales.</summary>
    public ImageResampler Resampler { get; init; } = ImageResampler.Bicubic;

    /// <summary>The colour under transparent pixels and beside padded images.</summary>
    public ImageColour Background { get; init; } = new(0, 0, 0);

    /// <summary>3 for red, green and blue; 1 for grey, the luma of ITU-R BT.601.</summary>
    /// <exception cref="InputException">It is neither.</exception>
    public int Channels { get; init => field = value is 1 or 3 ? value : throw NoChannels($"{value}"); } = 3;

    /// <summary>Reads parts <c>key=value</c> with commas between, in any order.</summary>
    /// <exception cref="InputException">
    /// A key is unknown or stands twice, a value is none of its key, or one could change nothing.
    /// </exception>
    public static ImagePreparation Parse(string text)
    {
        ImagePreparation preparation = Default;
        HashSet<string> given = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == part.Length - 1)
                throw new InputException($"In the preparation of images '{text}', '{part}' is not of the form key=value.");
            string key = part[..equals].Trim().ToLowerInvariant();
            Func<ImagePreparation, string, ImagePreparation> set = KnownNames.Find("key of the preparation of images", key, Keys);
            if (!given.Add(key))
                throw new InputException($"In the preparation of images '{text}', {key} stands twice: keep one of them.");
            preparation = set(preparation, part[(equals + 1)..].Trim());
        }

        string? idle = preparation.Resize is null ? given.FirstOrDefault(key => key is "fit" or "resampler") : null;
        return idle is null
            ? preparation
            : throw new InputException(
                $"In the preparation of images '{text}', {idle} changes nothing, since resize=none leaves images as large as they are: leave out one of the two.");
    }

    /// <inheritdoc/>
    public bool Equals(ImagePreparation? other) => other is not null && other.ToString() == ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The text with every part that changes something, which <see cref="Parse"/> reads back as an equal one.</summary>
    public override string ToString()
    {
        string rest = FormattableString.Invariant($"background={Background},channels={Channels}");
        if (Resize is not { } size)
            return $"resize={NoneWord},{rest}";
        string resize = size.Width == size.Height ? size.Width.ToString(CultureInfo.InvariantCulture) : $"{size}";
        return $"resize={resize},fit={ComponentWriter.Dashed($"{Fit}")},resampler={ComponentWriter.Dashed($"{Resampler}")},{rest}";
    }

    private static ImageSize? ParseSize(string word)
    {
        if (word.Equals(NoneWord, StringComparison.OrdinalIgnoreCase))
            return null;
        string[] sides = word.Split('x', 'X');
        return sides switch
        {
            [var side] => new ImageSize(ParseSide(word, side), ParseSide(word, side)),
            [var width, var height] => new ImageSize(ParseSide(word, width), ParseSide(word, height)),
            _ => throw new InputException(
                $"The size of images '{word}' is none: write resize=64, resize=96x64 (the width first) or resize=none."),
        };
    }

    private static int ParseSide(string word, string side) =>
        int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels)
            ? pixels
            : throw new InputException(
                $"The size of images '{word}' is none: write resize=64, resize=96x64 (the width first) or resize=none.");

    private static ImageSize Checked(ImageSize size) =>
        Math.Min(size.Width, size.Height) >= LeastSide && Math.Max(size.Width, size.Height) <= MostSide
            ? size
            : throw new InputException(
                $"The size of images {size} is out of range: each side has {LeastSide} to {MostSide} pixels.");

    private static int ParseChannels(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int channels)
            ? channels
            : throw NoChannels(word);

    private static InputException NoChannels(string word) =>
        new($"The number of channels '{word}' is neither 3 (red, green, blue) nor 1 (grey).");
}
