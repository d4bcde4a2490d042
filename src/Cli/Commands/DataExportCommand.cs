using System.CommandLine;
using System.Globalization;
using System.Text;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;
using SkiaSharp;

namespace IlgpuCnn.Cli.Commands;

/// <summary>
/// <c>data export</c>: a data set as a folder of image files with manifest.csv, which keeps the order of images and is what
/// <c>--data FOLDER</c> reads back.
/// </summary>
internal static class DataExportCommand
{
    private const int Quality = 95;

    private static readonly Dictionary<string, (SKEncodedImageFormat Format, string Ending)> Formats = new()
    {
        ["png"] = (SKEncodedImageFormat.Png, "png"),
        ["jpeg"] = (SKEncodedImageFormat.Jpeg, "jpg"),
    };

    public static Command Create()
    {
        Command command = new("export", "Write a data set as a folder of image files, with a folder a class.");
        Argument<string> folder = new("folder") { Description = "Folder to make; it must not be there yet" };
        Option<string> format = new("--format")
        {
            Description = $"{string.Join(" or ", Formats.Keys)}; jpeg has quality {Quality} and loses something",
            DefaultValueFactory = _ => "png",
        };
        ConfigOptions<DataConfig> data = DataOptions.Create();
        command.Arguments.Add(folder);
        command.Options.Add(format);
        data.AddTo(command);
        command.SetAction(parsed =>
        {
            (SKEncodedImageFormat kind, string ending) = KnownNames.Find("format", parsed.GetValue(format)!, Formats);
            string path = parsed.GetValue(folder)!;
            if (path.Length == 0 || Directory.Exists(path) || File.Exists(path))
                throw new InputException($"There is '{path}' already: name a folder that is not there yet.");
            ImageData loaded = LoadedData.Of(parsed, data.Apply(parsed, new DataConfig()));
            using Interruption interruption = new();
            int count = FileFaults.Say("write", "the folder", path, "", () => Write(path, loaded, kind, ending, interruption.Token));
            Console.WriteLine($"{Plural.Of(count, "image")} written to {path}, with manifest.csv.");
        });
        return command;
    }

    // Written beside its place, so that it is there whole or not at all.
    private static int Write(
        string path, ImageData data, SKEncodedImageFormat format, string ending, CancellationToken cancellation)
    {
        string partial = Path.TrimEndingDirectorySeparator(path) + ".part";
        try
        {
            StringBuilder manifest = new("path,label,split\n");
            (string, ImageSet?)[] splits = [("train", data.Train), ("val", data.Validation), ("test", data.Test)];
            int count = splits.Sum(split => Write(partial, split.Item1, split.Item2, format, ending, manifest, cancellation));
            File.WriteAllText(Path.Combine(partial, "manifest.csv"), manifest.ToString());
            Directory.Move(partial, path);
            return count;
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    private static int Write(
        string folder, string split, ImageSet? images, SKEncodedImageFormat format, string ending, StringBuilder manifest,
        CancellationToken cancellation)
    {
        if (images is null)
            return 0;
        string[] names = [.. Enumerable.Range(0, images.Count).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{split}/{FolderOf(images, i)}/{i:00000}.{ending}"))];
        foreach (string each in names.Select(name => Path.GetDirectoryName(name)!).Distinct())
            Directory.CreateDirectory(Path.Combine(folder, each));
        Parallel.For(0, images.Count, new ParallelOptions { CancellationToken = cancellation }, i =>
            File.WriteAllBytes(Path.Combine(folder, names[i]), Encoded(images, i, format)));
        for (int i = 0; i < images.Count; i++)
            manifest.Append(CultureInfo.InvariantCulture, $"{CsvText.Quoted(names[i])},{CsvText.Quoted(images.ClassNames[images.Labels[i]])},{split}\n");
        return images.Count;
    }

    private static string FolderOf(ImageSet images, int index)
    {
        string name = images.ClassNames[images.Labels[index]];
        return name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0 && !name.StartsWith('.')
            ? name
            : throw new InputException($"The class '{name}' can't be the name of a folder.");
    }

    private static byte[] Encoded(ImageSet images, int index, SKEncodedImageFormat format)
    {
        using SKBitmap bitmap = new(images.Width, images.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        ImagePainter.Put(bitmap, images.Image(index), images.Width, images.Channels);

        // JPEG with colours of full size: those of small images would lose half of what they show.
        using SKPixmap pixmap = bitmap.PeekPixels();
        using SKData data = (format == SKEncodedImageFormat.Jpeg
            ? pixmap.Encode(new SKJpegEncoderOptions(Quality, SKJpegEncoderDownsample.Downsample444, SKJpegEncoderAlphaOption.Ignore))
            : pixmap.Encode(format, Quality)) ?? throw new InvalidOperationException("The picture can't be encoded.");
        return data.ToArray();
    }
}
