using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Files;
using IlgpuCnn.Data.ImageFiles;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.Datasets.Files;

[NonParallelizable]
public sealed class ImageCacheTests : InTemporaryFolder
{
    private static readonly string[] Names = ["a/1.png", "a/2.png", "b/1.png", "b/2.png", "b/3.png"];

    [Test]
    public void Load_TheSecondTime_ReadsNoImageFile()
    {
        string folder = Folder.Write("set", Names);
        string first = Hash(folder);
        foreach (string name in Names)
        {
            string path = Path.Combine(folder, name);
            (DateTime time, long length) = (File.GetLastWriteTimeUtc(path), new FileInfo(path).Length);
            File.WriteAllBytes(path, new byte[length]);
            File.SetLastWriteTimeUtc(path, time);
        }

        Assert.That(Hash(folder), Is.EqualTo(first));
    }

    [Test]
    public void Load_OfFilesThatAreNewerButTheSame_DecodesNothing()
    {
        string folder = Folder.Write("set", Names);
        Steps first = new();
        ImagePreparation only = ImagePreparation.Parse("resize=35");
        string hash = Hash(folder, first, only);
        Assert.That(first.Count, Is.EqualTo(Names.Length));
        foreach (string name in Names)
            File.SetLastWriteTimeUtc(Path.Combine(folder, name), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Steps second = new();
        Assert.That(Hash(folder, second, only), Is.EqualTo(hash));
        Assert.That(second.Count, Is.Zero);
    }

    [Test]
    public void Load_OfAChangedFile_DecodesAnew()
    {
        string folder = Folder.Write("set", Names);
        string first = Hash(folder);
        Folder.Put("set/b/3.png", ImageFolders.Png(200));
        Assert.That(Hash(folder), Is.Not.EqualTo(first));
        File.Delete(Folder.File("set/a/2.png"));
        Assert.That(new ImageFilesDataset(folder).LoadSplits(new DatasetContext(1)).Train.Count, Is.EqualTo(3));
    }

    [Test]
    public void Load_OfADamagedCache_MakesItAgain()
    {
        string folder = Folder.Write("set", Names);
        ImagePreparation only = ImagePreparation.Parse("resize=31");
        string[] before = Files();
        string first = Hash(folder, prepare: only);
        foreach (string file in Files().Except(before))
        {
            byte[] whole = File.ReadAllBytes(file);
            File.WriteAllBytes(file + ".cut", whole[..(whole.Length / 2)]);
            File.Move(file + ".cut", file, overwrite: true);
        }

        Assert.That(Hash(folder, prepare: only), Is.EqualTo(first));
    }

    [Test]
    public void Load_Cancelled_LeavesNothing()
    {
        string folder = Folder.Write("set", Names);
        using CancellationTokenSource source = new();
        Steps cancelling = new(source.Cancel);
        ImageFilesDataset files = new(folder) { Prepare = ImagePreparation.Parse("resize=33") };
        string[] before = Files();
        Assert.That(
            () => files.LoadSplits(new DatasetContext(1, cancelling, source.Token)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Files(), Is.EqualTo(before));
    }

    private static string[] Files() =>
        Directory.Exists(ImageCache.Folder) ? [.. Directory.GetFiles(ImageCache.Folder).Order()] : [];

    private static string Hash(string folder, Steps? steps = null, ImagePreparation? prepare = null)
    {
        ImageFilesDataset files = new(folder) { Prepare = prepare ?? ImagePreparation.Default };
        DatasetSplits splits = files.LoadSplits(new DatasetContext(1, steps));
        return ImageSetHash.OfImages(splits.Train) + ImageSetHash.OfImages(splits.Test);
    }

    private sealed class Steps(Action? then = null) : IProgress<DatasetProgress>
    {
        private int count;

        public int Count => count;

        public void Report(DatasetProgress value)
        {
            Interlocked.Increment(ref count);
            then?.Invoke();
        }
    }
}
