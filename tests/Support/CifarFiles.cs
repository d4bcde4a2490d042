using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace IlgpuCnn.Tests.Support;

/// <summary>Tiny data sets in the layout of CIFAR, as folders and archives.</summary>
public static class CifarFiles
{
    /// <summary>
    /// Record i of CIFAR-100: fine label i mod 100, coarse label fine / 5, pixel bytes from i and the place.
    /// </summary>
    public static Dictionary<string, byte[]> Cifar100(int train = 200, int test = 100) => new()
    {
        ["fine_label_names.txt"] = Names("fine", 100),
        ["coarse_label_names.txt"] = Names("coarse", 20),
        ["train.bin"] = Records(train, i => [(byte)(i % 100 / 5), (byte)(i % 100)]),
        ["test.bin"] = Records(test, i => [(byte)(i % 100 / 5), (byte)(i % 100)]),
    };

    public static Dictionary<string, byte[]> Cifar10()
    {
        Dictionary<string, byte[]> files = new()
        {
            ["batches.meta.txt"] = Names("class", 10),
            ["test_batch.bin"] = Records(10, i => [(byte)i]),
        };
        for (int batch = 1; batch <= 5; batch++)
            files[$"data_batch_{batch}.bin"] = Records(10 * batch, i => [(byte)(i % 10)]);
        return files;
    }

    /// <summary>What <see cref="Records"/> puts at a plane's place.</summary>
    public static byte Pixel(int record, int channel, int place) => (byte)((record * 7) + (channel * 80) + place);

    public static string WriteFolder(this TemporaryFolder folder, string name, Dictionary<string, byte[]> files)
    {
        string path = folder.File(name);
        Directory.CreateDirectory(path);
        foreach ((string file, byte[] bytes) in files)
            File.WriteAllBytes(Path.Combine(path, file), bytes);
        return path;
    }

    public static string WriteArchive(this TemporaryFolder folder, string name, Dictionary<string, byte[]> files)
    {
        string path = folder.File(name);
        using FileStream file = File.Create(path);
        using GZipStream zipped = new(file, CompressionLevel.Fastest);
        using TarWriter writer = new(zipped);
        foreach ((string member, byte[] bytes) in files)
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"folder/{member}") { DataStream = new MemoryStream(bytes) });
        return path;
    }

    private static byte[] Names(string kind, int count) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(i => $"{kind}_{i}\n")) + "\n");

    private static byte[] Records(int count, Func<int, byte[]> labels) =>
    [
        .. Enumerable.Range(0, count).SelectMany(i => (byte[])
        [
            .. labels(i),
            .. from c in Enumerable.Range(0, 3) from p in Enumerable.Range(0, 1024) select Pixel(i, c, p),
        ]),
    ];
}
