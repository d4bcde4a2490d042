namespace IlgpuCnn.Tests.Support;

/// <summary>Tests that each have a folder of their own, which is gone afterwards.</summary>
public abstract class InTemporaryFolder
{
    protected TemporaryFolder Folder { get; private set; } = null!;

    [SetUp]
    public void MakeFolder() => Folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => Folder.Dispose();
}
