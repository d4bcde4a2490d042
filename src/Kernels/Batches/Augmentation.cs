using System.Globalization;

namespace IlgpuCnn.Kernels.Batches;

/// <summary>Amounts by which training images are changed at random. An amount of 0 switches its change off.</summary>
/// <param name="CropPadding">Largest shift in pixels, either way on both axes: a crop of a padded image.</param>
/// <param name="FlipProbability">Share of images mirrored left to right.</param>
/// <param name="RotationDegrees">Largest rotation about the centre in degrees, either way.</param>
/// <param name="Brightness">Brightness is multiplied by [max(0, 1 − amount), 1 + amount].</param>
/// <param name="Contrast">
/// The distance from the image's mean luma is multiplied by [max(0, 1 − amount), 1 + amount].
/// </param>
/// <param name="Saturation">
/// The distance from the pixel's luma is multiplied by [max(0, 1 − amount), 1 + amount].
/// </param>
/// <param name="Hue">Hue turns by up to this share of a full turn, either way.</param>
public readonly record struct Augmentation(
    int CropPadding, float FlipProbability, float RotationDegrees,
    float Brightness, float Contrast, float Saturation, float Hue)
{
    private static readonly Dictionary<string, (float Usual, float Most)> Words = new()
    {
        ["flip"] = (0.5f, 1f),
        ["crop"] = (4f, 256f),
        ["rotate"] = (10f, 180f),
        ["jitter"] = (0.2f, 0.5f),
        ["brightness"] = (0.2f, 2f),
        ["contrast"] = (0.2f, 2f),
        ["saturation"] = (0.2f, 2f),
        ["hue"] = (0.2f, 0.5f),
    };

    /// <summary>The augmentation that leaves images as they are.</summary>
    public static Augmentation None => default;

    /// <summary>Sum of the amounts that change colours: 0 where none does.</summary>
    internal float Jitter => Brightness + Contrast + Saturation + Hue;

    /// <summary>
    /// The augmentation that a text names: "none", or words with commas between, each with an amount unless it is to be
    /// the usual one, such as "flip,crop=4,rotate=10,jitter=0.2". "jitter" is brightness, contrast, saturation and hue
    /// at once; one of these words beside it takes precedence.
    /// </summary>
    /// <exception cref="InputException">An unknown or doubled word, or an amount out of its range.</exception>
    public static Augmentation Parse(string text)
    {
        if (text.Trim().Equals("none", StringComparison.OrdinalIgnoreCase))
            return None;

        Dictionary<string, float> amounts = [];
        foreach (string item in text.Split(','))
        {
            (string word, float amount) = ParseItem(item.Trim());
            if (!amounts.TryAdd(word, amount))
                throw new InputException($"Augmentation '{word}' stands twice in '{text}': keep one of them.");
        }

        float jitter = amounts.GetValueOrDefault("jitter");
        return new Augmentation(
            (int)amounts.GetValueOrDefault("crop"),
            amounts.GetValueOrDefault("flip"),
            amounts.GetValueOrDefault("rotate"),
            amounts.GetValueOrDefault("brightness", jitter),
            amounts.GetValueOrDefault("contrast", jitter),
            amounts.GetValueOrDefault("saturation", jitter),
            amounts.GetValueOrDefault("hue", jitter));
    }

    /// <summary>The text that <see cref="Parse"/> reads back as the same value, every amount written out.</summary>
    public override string ToString()
    {
        List<string> items = [];
        Add("flip", FlipProbability);
        Add("crop", CropPadding);
        Add("rotate", RotationDegrees);
        if (Brightness == Contrast && Brightness == Saturation && Brightness == Hue)
        {
            Add("jitter", Hue);
        }
        else
        {
            Add("brightness", Brightness);
            Add("contrast", Contrast);
            Add("saturation", Saturation);
            Add("hue", Hue);
        }

        return items.Count == 0 ? "none" : string.Join(",", items);

        void Add(string word, float amount)
        {
            if (amount > 0f)
                items.Add(string.Create(CultureInfo.InvariantCulture, $"{word}={amount}"));
        }
    }

    private static (string Word, float Amount) ParseItem(string item)
    {
        int equals = item.IndexOf('=', StringComparison.Ordinal);
        string word = (equals < 0 ? item : item[..equals]).Trim().ToLowerInvariant();
        if (!Words.TryGetValue(word, out (float Usual, float Most) range))
        {
            throw new InputException(
                $"Unknown augmentation '{word}'{Guess(word)} Known: none, {string.Join(", ", Words.Keys)}.");
        }

        if (equals < 0)
            return (word, range.Usual);
        string number = item[(equals + 1)..].Trim();
        bool isNumber = float.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out float amount);
        if (!isNumber || !(amount >= 0f && amount <= range.Most) || (word == "crop" && amount != (int)amount))
        {
            string kind = word == "crop" ? "a whole number" : "a number";
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"Augmentation '{word}' can't be '{number}': give {kind} from 0 to {range.Most}."));
        }

        return (word, amount);
    }

    // A word typed in part or with another ending shares its beginning with the one that was meant.
    private static string Guess(string word)
    {
        string nearest = Words.Keys.MaxBy(
            known => known.Zip(word).TakeWhile(pair => pair.First == pair.Second).Count())!;
        return word.Length > 0 && nearest[0] == word[0] ? $": did you mean '{nearest}'?" : ".";
    }
}
