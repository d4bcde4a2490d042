using System.Globalization;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.ImageFiles;

/// <summary>A colour of three bytes, without transparency.</summary>
/// <param name="Red">Red, 0 to 255.</param>
/// <param name="Green">Green, 0 to 255.</param>
/// <param name="Blue">Blue, 0 to 255.</param>
public readonly record struct ImageColour(byte Red, byte Green, byte Blue)
{
    // The sixteen of HTML 4.01, section 6.5; of two names for one colour the first is written.
    private static readonly Dictionary<string, ImageColour> Names = new()
    {
        ["black"] = new(0, 0, 0),
        ["white"] = new(255, 255, 255),
        ["grey"] = new(128, 128, 128),
        ["gray"] = new(128, 128, 128),
        ["silver"] = new(192, 192, 192),
        ["red"] = new(255, 0, 0),
        ["maroon"] = new(128, 0, 0),
        ["yellow"] = new(255, 255, 0),
        ["olive"] = new(128, 128, 0),
        ["lime"] = new(0, 255, 0),
        ["green"] = new(0, 128, 0),
        ["aqua"] = new(0, 255, 255),
        ["teal"] = new(0, 128, 128),
        ["blue"] = new(0, 0, 255),
        ["navy"] = new(0, 0, 128),
        ["fuchsia"] = new(255, 0, 255),
        ["purple"] = new(128, 0, 128),
    };

    /// <summary>Reads a name such as black, or #rrggbb.</summary>
    /// <exception cref="InputException">It is neither.</exception>
    public static ImageColour Parse(string text)
    {
        if (!text.StartsWith('#'))
            return KnownNames.Find("background (a name or #rrggbb)", text, Names);
        bool isRead = uint.TryParse(
            text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint rgb);
        return isRead && text.Length == 7
            ? new ImageColour((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)
            : throw new InputException($"The background '{text}' is no colour: write six hexadecimal digits, #rrggbb.");
    }

    /// <summary>The name, and where it has none #rrggbb.</summary>
    public override string ToString()
    {
        ImageColour colour = this;
        return Names.FirstOrDefault(each => each.Value == colour).Key ?? $"#{Red:x2}{Green:x2}{Blue:x2}";
    }
}
