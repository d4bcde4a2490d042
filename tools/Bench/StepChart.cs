using System.Globalization;
using System.Security;
using System.Text;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Bench;

/// <summary>
/// A bar of milliseconds for each part of a training step, written as SVG: chart libraries measure text with the
/// system's fonts, and draw none where there are none.
/// </summary>
internal static class StepChart
{
    private const int Left = 250;
    private const int Plot = 520;
    private const int Right = 130;
    private const int Top = 62;
    private const int Row = 20;
    private const int Bar = 14;

    private static readonly Dictionary<Direction, (string Colour, string Label)> Kinds = new()
    {
        [Direction.Forward] = ("#0072b2", "forward"),
        [Direction.Backward] = ("#d55e00", "backward"),
        [Direction.None] = ("#707070", "other"),
    };

    /// <summary>Writes the chart of median times and of their shares of the whole step, in seconds.</summary>
    /// <exception cref="InputException">The file can't be written.</exception>
    public static void Save(string path, string title, IReadOnlyList<StepPart> parts, double wholeStep)
    {
        try
        {
            File.WriteAllText(path, Draw(title, parts, wholeStep));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Can't write the chart '{path}': {e.Message}", e);
        }
    }

    private static string Draw(string title, IReadOnlyList<StepPart> parts, double wholeStep)
    {
        int bottom = Top + (parts.Count * Row);
        int width = Left + Plot + Right;
        int height = bottom + 44;
        double greatest = Math.Max(parts.Max(part => part.Seconds.Median) * 1e3, 1e-6);
        double tick = Tick(greatest);
        double scale = Plot / greatest;
        StringBuilder svg = new();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">");
        Add(svg, $"<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>");
        Add(svg, $"<text x=\"10\" y=\"22\" font-size=\"15\" font-weight=\"bold\">{SecurityElement.Escape(title)}</text>");
        Legend(svg);
        for (int i = 0; i * tick <= greatest; i++)
        {
            double x = Left + (i * tick * scale);
            Add(svg, $"<line x1=\"{x:0.#}\" y1=\"{Top - 4}\" x2=\"{x:0.#}\" y2=\"{bottom}\" stroke=\"#dddddd\"/>");
            Add(svg, $"<text x=\"{x:0.#}\" y=\"{bottom + 16}\" text-anchor=\"middle\">{i * tick:0.####}</text>");
        }

        Add(svg, $"<text x=\"{Left + (Plot / 2)}\" y=\"{bottom + 34}\" text-anchor=\"middle\">ms, median</text>");
        for (int i = 0; i < parts.Count; i++)
            Add(svg, parts[i], i > 0 && parts[i - 1].Name == parts[i].Name, Top + (i * Row), scale, wholeStep);
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private static void Legend(StringBuilder svg)
    {
        int x = Left;
        foreach ((string colour, string label) in Kinds.Values)
        {
            Add(svg, $"<rect x=\"{x}\" y=\"34\" width=\"12\" height=\"12\" fill=\"{colour}\"/>");
            Add(svg, $"<text x=\"{x + 17}\" y=\"44\">{label}</text>");
            x += 90;
        }
    }

    private static void Add(StringBuilder svg, StepPart part, bool named, int y, double scale, double wholeStep)
    {
        double length = Math.Max(0.5, part.Seconds.Median * 1e3 * scale);
        int baseline = y + Bar - 3;
        if (!named)
            Add(svg, $"<text x=\"{Left - 8}\" y=\"{baseline}\" text-anchor=\"end\">{SecurityElement.Escape(part.Name)}</text>");
        Add(svg, $"<rect x=\"{Left}\" y=\"{y}\" width=\"{length:0.#}\" height=\"{Bar}\" fill=\"{Kinds[part.Direction].Colour}\"/>");
        Add(svg, $"<text x=\"{Left + length + 5:0.#}\" y=\"{baseline}\">{part.Seconds.Median * 1e3:0.00} ({part.Seconds.Median / wholeStep:0.0 %})</text>");
    }

    // 1, 2 or 5 times a power of ten, so that there are four to ten of them.
    private static double Tick(double greatest)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(greatest / 4)));
        double mantissa = greatest / 4 / power;
        return power * (mantissa >= 5 ? 5 : mantissa >= 2 ? 2 : 1);
    }

    private static void Add(StringBuilder svg, FormattableString element) =>
        svg.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
