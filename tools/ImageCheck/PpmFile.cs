using System.Globalization;
using System.Text;

namespace IlgpuCnn.ImageCheck;

/// <summary>Reads binary PPM files of 8 bits.</summary>
internal static class PpmFile
{
    private const int HeaderWords = 4;

    /// <summary>The image of a file; null where there is no such file.</summary>
    /// <exception cref="InvalidDataException">It is no binary PPM of 8 bits.</exception>
    public static DecodedImage? ReadIfPresent(string path)
    {
        if (!File.Exists(path))
            return null;
        byte[] file = File.ReadAllBytes(path);
        int place = 0;
        string[] words = [.. Enumerable.Range(0, HeaderWords).Select(_ => NextWord(file, ref place))];
        if (words is not ["P6", _, _, "255"])
            throw new InvalidDataException($"'{path}' is no binary PPM of 8 bits.");
        int width = int.Parse(words[1], CultureInfo.InvariantCulture);
        int height = int.Parse(words[2], CultureInfo.InvariantCulture);
        return new DecodedImage(width, height, file[place..(place + (3 * width * height))]);
    }

    // One white space ends a word, and the last one the header; a comment goes to the end of its line.
    private static string NextWord(byte[] file, ref int place)
    {
        while (file[place] == '#')
            place = Array.IndexOf(file, (byte)'\n', place) + 1;
        int start = place;
        while (file[place] > ' ')
            place++;
        return Encoding.ASCII.GetString(file, start, place++ - start);
    }
}
