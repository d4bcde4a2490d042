using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.Datasets.Cifar;

public sealed class CifarDatasetTests : InTemporaryFolder
{
    private static DatasetSplits Load(string path, Func<DatasetOptions, DatasetOptions>? change = null)
    {
        DatasetOptions options = new() { Name = "cifar100", DataDir = path };
        return DatasetLoader.Load(change is null ? options : change(options));
    }

    [Test]
    public void Load_ArchiveFolderAndFolderAround_GiveTheSame()
    {
        Dictionary<string, byte[]> files = CifarFiles.Cifar100();
        string archive = Folder.WriteArchive("cifar-100-binary.tar.gz", files);
        string unpacked = Folder.WriteFolder("around/cifar-100-binary", files);
        DatasetSplits fromArchive = Load(archive);
        foreach (string path in new[] { unpacked, Folder.File("around"), Path.GetDirectoryName(archive)! })
        {
            DatasetSplits other = Load(path);
            Assert.That(other.Train.Pixels, Is.EqualTo(fromArchive.Train.Pixels), path);
            Assert.That(other.Test.Labels, Is.EqualTo(fromArchive.Test.Labels), path);
        }
    }

    [Test]
    public void Load_Planes_BecomeChannelsLast()
    {
        DatasetSplits data = Load(Folder.WriteFolder("c", CifarFiles.Cifar100()));
        Assert.That(data.Train.Count, Is.EqualTo(200));
        Assert.That(data.Test.Count, Is.EqualTo(100));
        foreach ((int image, int place, int channel) in new[] { (0, 0, 0), (3, 33, 1), (199, 1023, 2) })
        {
            byte actual = data.Train.Pixels[(((image * 1024) + place) * 3) + channel];
            Assert.That(actual, Is.EqualTo(CifarFiles.Pixel(image, channel, place)));
        }

        Assert.That(data.Train.Labels[103], Is.EqualTo(3));
        Assert.That(data.Train.ClassNames[3], Is.EqualTo("fine_3"));
        Assert.That(data.Validation, Is.Null);
    }

    [Test]
    public void Load_CoarseLabels_HasTwentyClasses()
    {
        DatasetSplits data = Load(Folder.WriteFolder("c", CifarFiles.Cifar100()), o => o with { Labels = "coarse" });
        Assert.That(data.Train.ClassNames, Has.Length.EqualTo(20));
        Assert.That(data.Train.Labels[99], Is.EqualTo(19));
    }

    [Test]
    public void Load_Superclass_RenumbersItsFineClasses()
    {
        DatasetSplits data = Load(Folder.WriteFolder("c", CifarFiles.Cifar100()), o => o with { Superclass = "coarse_2" });
        Assert.That(data.Train.ClassNames, Is.EqualTo(new[] { "fine_10", "fine_11", "fine_12", "fine_13", "fine_14" }));
        Assert.That(data.Train.Labels, Is.EqualTo(new[] { 0, 1, 2, 3, 4, 0, 1, 2, 3, 4 }));
        Assert.That(data.Test.Count, Is.EqualTo(5));
    }

    [Test]
    public void Load_Classes_KeepsOnlyThem()
    {
        string path = Folder.WriteFolder("c", CifarFiles.Cifar100());
        DatasetSplits data = Load(path, o => o with { Classes = ["fine_40", "fine_7"] });
        Assert.That(data.Train.ClassNames, Is.EqualTo(new[] { "fine_7", "fine_40" }));
        Assert.That(data.Train.Count, Is.EqualTo(4));
    }

    [Test]
    public void Load_LimitAndValidation_KeepTheBalance()
    {
        string path = Folder.WriteFolder("c", CifarFiles.Cifar100(train: 1000));
        DatasetSplits data = Load(path, o => o with { Limit = 8, ValidationFraction = 0.25 });
        Assert.That(data.Train.Labels.CountBy(l => l).Select(c => c.Value), Is.All.EqualTo(6));
        Assert.That(data.Validation!.Labels.CountBy(l => l).Select(c => c.Value), Is.All.EqualTo(2));
    }

    [Test]
    public void Load_Cifar10_ReadsItsFiveFiles()
    {
        string path = Folder.WriteArchive("a.tar.gz", CifarFiles.Cifar10());
        DatasetSplits data = Load(path, o => o with { Name = "cifar10" });
        Assert.That(data.Train.Count, Is.EqualTo(150));
        Assert.That(data.Train.Pixels[^1], Is.EqualTo(CifarFiles.Pixel(49, 2, 1023)));
        Assert.That(data.Test.ClassNames, Has.Length.EqualTo(10));
    }

    [TestCase("cifar10", "holds CIFAR-100, not CIFAR-10")]
    [TestCase("cifar11", "did you mean 'cifar1")]
    public void Load_WrongName_SaysSo(string name, string message) =>
        Refuses(CifarFiles.Cifar100(), message, o => o with { Name = name });

    [TestCase("train.bin", 3074 * 3 + 10, "train.bin of CIFAR-100 is cut short: its 9232 bytes")]
    [TestCase("test.bin", 0, "test.bin of CIFAR-100 is cut short")]
    public void Load_CutShort_SaysWhich(string file, int length, string message)
    {
        Dictionary<string, byte[]> files = CifarFiles.Cifar100();
        files[file] = files[file][..length];
        Refuses(files, message);
    }

    [Test]
    public void Load_LabelOutOfRange_SaysWhichRecord()
    {
        Dictionary<string, byte[]> files = CifarFiles.Cifar100();
        files["test.bin"][(17 * 3074) + 1] = 123;
        Refuses(files, "Record 17 of test.bin has the fine label 123; labels of CIFAR-100 go to 99");
    }

    [Test]
    public void Load_MemberMissing_NamesIt()
    {
        Dictionary<string, byte[]> files = CifarFiles.Cifar100();
        files.Remove("train.bin");
        Refuses(files, "does not hold CIFAR-100: it has no train.bin");
    }

    [Test]
    public void Load_UnknownSuperclass_NamesTheNearest() =>
        Refuses(CifarFiles.Cifar100(), "did you mean 'coarse_12'", o => o with { Superclass = "coars_12" });

    [Test]
    public void Load_SuperclassWithCoarseLabels_IsRefused() => Refuses(
        CifarFiles.Cifar100(), "does not go with --labels coarse",
        o => o with { Superclass = "coarse_1", Labels = "coarse" });

    [TestCase(-0.1)]
    [TestCase(1)]
    public void Load_ValidationOutOfRange_IsRefused(double share) =>
        Refuses(CifarFiles.Cifar100(), "must be in [0, 1)", o => o with { ValidationFraction = share });

    [Test]
    public void Load_NoArchive_SaysSo()
    {
        string path = Folder.File("a.tar.gz");
        File.WriteAllText(path, "not an archive");
        Assert.That(
            () => Load(path), Throws.TypeOf<InputException>().With.Message.Contains("is not a whole .tar.gz archive"));
    }

    [Test]
    public void Load_ArchiveCutShort_SaysSo()
    {
        string path = Folder.WriteArchive("a.tar.gz", CifarFiles.Cifar100());
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Assert.That(() => Load(path), Throws.TypeOf<InputException>().With.Message.Contains("a.tar.gz"));
    }

    [Test]
    public void Load_MissingPath_NamesIt() => Assert.That(
        () => Load(Folder.File("nothing")),
        Throws.TypeOf<InputException>().With.Message.Contains("There is no").And.Message.Contains("--data-dir"));

    [Test]
    public void Load_RealCifar100_HasItsKnownStatistics()
    {
        if (Environment.GetEnvironmentVariable("ILGPUCNN_CIFAR100") is not { Length: > 0 } path)
        {
            Assert.Ignore("ILGPUCNN_CIFAR100 does not name the archive.");
            return;
        }

        DatasetSplits data = Load(path);
        ChannelStatistics statistics = ChannelStatistics.Of(data.Train);
        Assert.That(data.Train.Count, Is.EqualTo(50_000));
        Assert.That(data.Test.Count, Is.EqualTo(10_000));
        Assert.That(statistics.Mean, Is.EqualTo(new[] { 0.5071f, 0.4865f, 0.4409f }).Within(1e-4f));
        Assert.That(statistics.Deviation, Is.EqualTo(new[] { 0.2673f, 0.2564f, 0.2762f }).Within(1e-4f));
        Assert.That(data.Train.Labels.CountBy(l => l).Select(c => c.Value), Is.All.EqualTo(500));
        Assert.That(data.Train.ClassNames[36], Is.EqualTo("hamster"));
    }

    private void Refuses(
        Dictionary<string, byte[]> files, string message, Func<DatasetOptions, DatasetOptions>? change = null)
    {
        string path = Folder.WriteFolder("c", files);
        Assert.That(() => Load(path, change), Throws.TypeOf<InputException>().With.Message.Contains(message));
    }
}
