using IlgpuCnn.Kernels.Devices.Cuda;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Devices.Cuda;

/// <summary>The cache alone; KernelCacheTests have it in programs.</summary>
public sealed class PtxCacheTests
{
    private const string Key = "some kernel";
    private static readonly StoredPtx First = new("L_1:\n\tret;\n", 1024, HasDynamicShared: true);
    private static readonly StoredPtx Second = First with { Text = "L_27:\n\tret;\n" };

    private TemporaryFolder folder = null!;
    private PtxCache cache = null!;

    [SetUp]
    public void MakeFolder()
    {
        folder = new TemporaryFolder();
        cache = new PtxCache(folder.File("kernels"));
    }

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void Read_OfWhatWasKept_GivesItBack()
    {
        Assert.That(cache.Read(Key), Is.Null);
        Assert.That(cache.Keep(Key, First), Is.EqualTo(First));
        Assert.That(cache.Read(Key), Is.EqualTo(First));
    }

    // Two processes, or two devices of one, that compile the same kernel at the same time run the same text.
    [Test]
    public void Keep_WhereAnotherHasKeptIt_UsesTheFirst()
    {
        cache.Keep(Key, First);
        Assert.That(cache.Keep(Key, Second), Is.EqualTo(First));
        Assert.That(cache.Read(Key), Is.EqualTo(First));
        Assert.That(Directory.GetFiles(folder.File("kernels")), Has.Length.EqualTo(1));
    }

    [Test]
    public void Keep_OverADamagedFile_ReplacesIt()
    {
        cache.Keep(Key, First);
        string file = Directory.GetFiles(folder.File("kernels")).Single();
        File.WriteAllText(file, File.ReadAllText(file)[..40]);
        Assert.That(cache.Keep(Key, Second), Is.EqualTo(Second));
        Assert.That(cache.Read(Key), Is.EqualTo(Second));
        Assert.That(Directory.GetFiles(folder.File("kernels")), Is.EqualTo(new[] { file }));
    }
}
