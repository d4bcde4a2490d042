using System.Text;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets.Cifar;

/// <summary>Images and all labels of one file set of a CIFAR data set.</summary>
/// <param name="Pixels">(N, H, W, C).</param>
/// <param name="Labels">By kind: fine, coarse.</param>
internal sealed record RecordSet(byte[] Pixels, IReadOnlyDictionary<string, int[]> Labels);

/// <summary>Reads the records of a CIFAR data set.</summary>
internal static class RecordReader
{
    /// <summary>Records of the named files, one after another; planes become channels-last pixels.</summary>
    /// <exception cref="InputException">A file is empty or cut short, or a label is out of range.</exception>
    public static RecordSet Read(
        IReadOnlyDictionary<string, byte[]> files, IEnumerable<string> names, RecordFormat format)
    {
        string[] parts = [.. names];
        foreach (string name in parts)
        {
            if (files[name].Length == 0 || files[name].Length % format.RecordLength != 0)
            {
                throw new InputException(
                    $"{name} of {format.Title} is cut short: its {files[name].Length} bytes are not a multiple of "
                    + $"{format.RecordLength}. Download the archive again.");
            }
        }

        int count = parts.Sum(name => files[name].Length / format.RecordLength);
        byte[] pixels = new byte[(long)count * RecordFormat.ImageLength];
        Dictionary<string, int[]> labels = format.Labels.ToDictionary(label => label.Kind, _ => new int[count]);
        int record = 0;
        foreach (string name in parts)
        {
            byte[] bytes = files[name];
            int first = record;
            for (int at = 0; at < bytes.Length; at += format.RecordLength, record++)
            {
                for (int i = 0; i < format.Labels.Length; i++)
                {
                    (string kind, _, int classes) = format.Labels[i];
                    labels[kind][record] = bytes[at + i] < classes
                        ? bytes[at + i]
                        : throw new InputException(
                            $"Record {record - first} of {name} has the {kind} label {bytes[at + i]}; labels of "
                            + $"{format.Title} go to {classes - 1}.");
                }
            }
        }

        int start = 0;
        foreach (string name in parts)
        {
            byte[] bytes = files[name];
            int origin = start;
            int records = bytes.Length / format.RecordLength;
            Parallel.For(0, records, i => ToPixels(
                bytes.AsSpan((i * format.RecordLength) + format.Labels.Length, RecordFormat.ImageLength),
                pixels.AsSpan((origin + i) * RecordFormat.ImageLength, RecordFormat.ImageLength)));
            start += records;
        }

        return new RecordSet(pixels, labels);
    }

    /// <summary>Class names of one kind of label.</summary>
    /// <exception cref="InputException">The file does not hold as many as there are classes.</exception>
    public static string[] ClassNames(IReadOnlyDictionary<string, byte[]> files, RecordFormat format, string kind)
    {
        (_, string file, int classes) = format.Labels.First(label => label.Kind == kind);
        string[] names = Encoding.UTF8.GetString(files[file])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length == classes
            ? names
            : throw new InputException($"{file} of {format.Title} lists {names.Length} classes; there are {classes}.");
    }

    private static void ToPixels(ReadOnlySpan<byte> planes, Span<byte> pixels)
    {
        const int area = RecordFormat.Side * RecordFormat.Side;
        for (int p = 0; p < area; p++)
        {
            pixels[3 * p] = planes[p];
            pixels[(3 * p) + 1] = planes[area + p];
            pixels[(3 * p) + 2] = planes[(2 * area) + p];
        }
    }
}
