using System.Buffers.Binary;
using System.Text;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Checkpoints;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Checkpoints;

public sealed class SafetensorsTests
{
    private static readonly NamedTensor[] Two =
    [
        new("conv1.weight", [2, 1, 3], [1, -2, 3, float.Epsilon, 5, 6]),
        new("conv1.bias", [2], [0.5f, float.MaxValue]),
    ];

    [Test]
    public void Write_ThenRead_GivesTheSame()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("a.safetensors");
        Safetensors.Write(path, Two, new Dictionary<string, string> { ["k"] = "v \" é" });
        (IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata) = Safetensors.Read(path);
        Assert.That(metadata["k"], Is.EqualTo("v \" é"));
        Assert.That(tensors.Select(t => t.Name), Is.EqualTo(Two.Select(t => t.Name)));
        for (int i = 0; i < Two.Length; i++)
        {
            Assert.That(tensors[i].Extents, Is.EqualTo(Two[i].Extents));
            Assert.That(tensors[i].Values, Is.EqualTo(Two[i].Values));
        }
    }

    [Test]
    public void Write_Header_IsAsTheFormatSays()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("a.safetensors");
        Safetensors.Write(path, Two, new Dictionary<string, string>());
        byte[] bytes = File.ReadAllBytes(path);
        long length = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        string header = Encoding.UTF8.GetString(bytes, 8, (int)length);
        Assert.That(length % 8, Is.Zero);
        Assert.That(header, Does.StartWith("{").And.Contains("\"data_offsets\":[24,32]"));
        Assert.That(bytes, Has.Length.EqualTo(8 + length + 32));
        Assert.That(BitConverter.ToSingle(bytes, 8 + (int)length), Is.EqualTo(1f));
    }

    [Test]
    public void Read_CutShort_SaysSo([Values(0, 7, 8, 40, -1)] int keep)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("a.safetensors");
        Safetensors.Write(path, Two, new Dictionary<string, string>());
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(keep < 0 ? bytes.Length + keep : keep)]);
        Assert.That(() => Safetensors.Read(path), Throws.TypeOf<InputException>().With.Message.Contains("a.safetensors"));
    }

    [Test]
    public void Read_Missing_NamesThePath() => Assert.That(
        () => Safetensors.Read("/nowhere/x.safetensors"),
        Throws.TypeOf<InputException>().With.Message.Contains("/nowhere/x.safetensors"));
}
