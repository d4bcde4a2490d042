using System.Globalization;
using IlgpuCnn.Data.ImageFiles;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.ImageCheck;

/// <summary>Prints what becomes of every image file of a folder, beside what other decoders make of it, as Markdown.</summary>
internal static class ImageCheckProgram
{
    // The decoders' own choices, of rounding, of interpolating colour, stay below; a wrong turn, palette or gamma is far above.
    private const double Tolerance = 2;

    private const string Usage = """
        usage: ImageCheck FOLDER [REFERENCES]
        FOLDER has image files; for FOLDER/a.png, REFERENCES has a.png.ppm (binary, 8 bits), made by another decoder.
        """;

    private static int Main(string[] args)
    {
        if (args is not [string folder, ..] || args.Length > 2 || !args.All(Directory.Exists))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        ImageReader reader = new(ImageLimits.Default);
        ImagePreparation preparation = ImagePreparation.Parse("resize=none");
        Console.WriteLine("| verdict | file | format | size | reference | Skia | sentence |");
        Console.WriteLine("|---|---|---|---:|---:|---:|---|");
        SortedDictionary<string, int> verdicts = [];
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            Finding finding = Find(reader, preparation, path, args.ElementAtOrDefault(1));
            verdicts[finding.Verdict] = verdicts.GetValueOrDefault(finding.Verdict) + 1;
            Console.WriteLine(Row(finding, path));
        }

        Console.WriteLine();
        Console.WriteLine(string.Join(", ", verdicts.Select(pair => $"{pair.Key}: {pair.Value}")));
        return verdicts.ContainsKey(Finding.Wrong) || verdicts.ContainsKey(Finding.Crash) ? 1 : 0;
    }

    private static Finding Find(ImageReader reader, ImagePreparation preparation, string path, string? references)
    {
        byte[] file = File.ReadAllBytes(path);
        DecodedImage? reference = references is null
            ? null
            : PpmFile.ReadIfPresent(Path.Combine(references, Path.GetFileName(path) + ".ppm"));
        DecodedImage? skia = SkiaImage.DecodeIfSound(file);
        try
        {
            PreparedImage image = reader.Read(file, Path.GetFileName(path), preparation);
            DecodedImage ours = new(image.Width, image.Height, image.Pixels);
            return new Finding(ours, image.Format, ours.MeanDifference(reference), ours.MeanDifference(skia), "", Tolerance);
        }
        catch (InputException e)
        {
            return new Finding(null, "", reference is null ? null : 0, skia is null ? null : 0, e.Message, Tolerance);
        }
        catch (Exception e)
        {
            // What is no sentence is the finding that this tool is for; the other files are still to be read.
            return new Finding(null, "", null, null, $"{Finding.Crash}: {e}", Tolerance);
        }
    }

    private static string Row(Finding finding, string path) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {finding.Verdict} | {Path.GetFileName(path)} | {finding.Format} | {finding.Size} | {Cell(finding.Reference, finding)} | {Cell(finding.Skia, finding)} | {finding.Sentence.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)} |");

    // A file that is refused has no difference; what matters is whether the other decoder reads it.
    private static string Cell(double? difference, Finding finding) => difference switch
    {
        null => "",
        _ when finding.Image is null => "reads it",
        double.PositiveInfinity => "other size",
        double mean => mean.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
