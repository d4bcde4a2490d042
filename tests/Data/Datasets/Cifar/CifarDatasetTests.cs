using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Cifar;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.Datasets.Cifar;

public sealed class CifarDatasetTests : InTemporaryFolder
{
    private static ImageData Load(string path, Func<DataConfig, DataConfig>? change = null) =>
        Load(new Cifar100Dataset(Path: path), change);

    private static ImageData Load(Dataset dataset, Func<DataConfig, DataConfig>? change = null)
    {
        DataConfig config = new() { Source = dataset };
        return (change is null ? config : change(config)).Load();
    }

    [Test]
    public void Load_ArchiveFolderAndFolderAround_GiveTheSame()
    {
        Dictionary<string, byte[]> files = CifarFiles.Cifar100();
        string archive = Folder.WriteArchive("cifar-100-binary.tar.gz", files);
        string unpacked = Folder.WriteFolder("around/cifar-100-binary", files);
        ImageData fromArchive = Load(archive);
        foreach (string path in new[] { unpacked, Folder.File("around"), Path.GetDirectoryName(archive)! })
        {
            ImageData other = Load(path);
            Assert.That(other.Train.Bytes(), Is.EqualTo(fromArchive.Train.Bytes()), path);
            Assert.That(other.Test.Labels, Is.EqualTo(fromArchive.Test.Labels), path);
        }
    }

    [Test]
    public void Load_Planes_BecomeChannelsLast()
    {
        ImageData data = Load(Folder.WriteFolder("c", CifarFiles.Cifar100()));
        Assert.That(data.Train.Count, Is.EqualTo(200));
        Assert.That(data.Test.Count, Is.EqualTo(100));
        foreach ((int image, int place, int channel) in new[] { (0, 0, 0), (3, 33, 1), (199, 1023, 2) })
        {
            byte actual = data.Train.Bytes()[(((image * 1024) + place) * 3) + channel];
            Assert.That(actual, Is.EqualTo(CifarFiles.Pixel(image, channel, place)));
        }

        Assert.That(data.Train.Labels[103], Is.EqualTo(3));
        Assert.That(data.Train.ClassNames[3], Is.EqualTo("fine_3"));
        Assert.That(data.Validation, Is.Null);
    }

    [Test]
    public void Load_CoarseLabels_HasTwentyClasses()
    {
        ImageData data = Load(new Cifar100Dataset("coarse", Path: Folder.WriteFolder("c", CifarFiles.Cifar100())));
        Assert.That(data.Train.ClassNames, Has.Length.EqualTo(20));
        Assert.That(data.Train.Labels[99], Is.EqualTo(19));
    }

    [Test]
    public void Load_Superclass_RenumbersItsFineClasses()
    {
        ImageData data = Load(
            new Cifar100Dataset(Superclass: "coarse_2", Path: Folder.WriteFolder("c", CifarFiles.Cifar100())));
        Assert.That(data.Train.ClassNames, Is.EqualTo(new[] { "fine_10", "fine_11", "fine_12", "fine_13", "fine_14" }));
        Assert.That(data.Train.Labels, Is.EqualTo(new[] { 0, 1, 2, 3, 4, 0, 1, 2, 3, 4 }));
        Assert.That(data.Test.Count, Is.EqualTo(5));
    }

    [Test]
    public void Load_Classes_KeepsOnlyThem()
    {
        string path = Folder.WriteFolder("c", CifarFiles.Cifar100());
        ImageData data = Load(path, o => o with { Classes = ["fine_40", "fine_7"] });
        Assert.That(data.Train.ClassNames, Is.EqualTo(new[] { "fine_7", "fine_40" }));
        Assert.That(data.Train.Count, Is.EqualTo(4));
    }

    [Test]
    public void Load_LimitAndValidation_KeepTheBalance()
    {
        string path = Folder.WriteFolder("c", CifarFiles.Cifar100(train: 1000));
        ImageData data = Load(path, o => o with { Limit = 8, Validation = 0.25 });
        Assert.That(data.Train.Labels.CountBy(l => l).Select(c => c.Value), Is.All.EqualTo(6));
        Assert.That(data.Validation!.Labels.CountBy(l => l).Select(c => c.Value), Is.All.EqualTo(2));
    }

    [Test]
    public void Load_Cifar10_ReadsItsFiveFiles()
    {
        string path = Folder.WriteArchive("a.tar.gz", CifarFiles.Cifar10());
        ImageData data = Load(new Cifar10Dataset(path));
        Assert.That(data.Train.Count, Is.EqualTo(150));
        Assert.That(data.Train.Bytes()[^1], Is.EqualTo(CifarFiles.Pixel(49, 2, 1023)));
        Assert.That(data.Test.ClassNames, Has.Length.EqualTo(10));
    }

    [Test]
    public void Load_AnotherDataSetsFiles_SaysWhoseTheyAre() => Refuses(
        CifarFiles.Cifar100(), "holds CIFAR-100, not CIFAR-10: ask for the setting 'data' cifar100.",
        path => new Cifar10Dataset(path));

    [TestCase("cifar11(path=x)", "did you mean 'cifar1")]
    [TestCase("cifar100(labels=course)", "Unknown kind of CIFAR-100 label 'course': did you mean 'coarse'?")]
    [TestCase("cifar100(folder=x)", "has an unknown argument 'folder': it takes labels, superclass, path.")]
    [TestCase("cifar10(superclass=x)", "has an unknown argument 'superclass': it takes path.")]
    [TestCase("cifar100(superclass=coarse_1,labels=coarse)", "does not go with labels=coarse")]
    public void Parse_Wrong_SaysWhat(string text, string message) =>
        Assert.That(() => Dataset.Catalog.Parse(text), Refused.With(message));

    [Test]
    public void Load_AskedForByText_IsThatOfTheSameRecord()
    {
        string path = Folder.WriteFolder("c, d", CifarFiles.Cifar100());
        Component<Dataset> asked = new Cifar100Dataset("coarse", Path: path);
        Assert.That(Dataset.Catalog.Parse(asked.Text).Value, Is.EqualTo(asked.Value));
        ImageData data = IlgpuCnn.Data.Datasets.Datasets.Load(asked.Text, validation: 0.1);
        Assert.That(data.Name, Is.EqualTo("cifar100"));
        Assert.That(data.Train.ClassNames, Has.Length.EqualTo(20));
        Assert.That(data.Train.Count + data.Validation!.Count, Is.EqualTo(200));
    }

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
        Refuses(
        CifarFiles.Cifar100(), "did you mean 'coarse_12'",
        path => new Cifar100Dataset(Superclass: "coars_12", Path: path));

    [TestCase(-0.1)]
    [TestCase(1)]
    public void Load_ValidationOutOfRange_IsRefused(double share)
    {
        string path = Folder.WriteFolder("c", CifarFiles.Cifar100());
        Assert.That(() => Load(path, o => o with { Validation = share }), Refused.With("must be in [0, 1)"));
    }

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
        Throws.TypeOf<InputException>().With.Message.Contains("There is no").And.Message.Contains("cifar100(path=…)"));

    [Test]
    public void Load_RealCifar100_HasItsKnownStatistics()
    {
        if (Environment.GetEnvironmentVariable("ILGPUCNN_CIFAR100") is not { Length: > 0 } path)
        {
            Assert.Ignore("ILGPUCNN_CIFAR100 does not name the archive.");
            return;
        }

        ImageData data = Load(path);
        ChannelStatistics statistics = ChannelStatistics.Of(data.Train);
        Assert.That(data.Train.Count, Is.EqualTo(50_000));
        Assert.That(data.Test.Count, Is.EqualTo(10_000));
        Assert.That(statistics.Mean, Is.EqualTo(new[] { 0.5071f, 0.4865f, 0.4409f }).Within(1e-4f));
        Assert.That(statistics.Deviation, Is.EqualTo(new[] { 0.2673f, 0.2564f, 0.2762f }).Within(1e-4f));
        Assert.That(data.Train.Labels.CountBy(l => l).Select(c => c.Value), Is.All.EqualTo(500));
        Assert.That(data.Train.ClassNames[36], Is.EqualTo("hamster"));
    }

    private void Refuses(Dictionary<string, byte[]> files, string message, Func<string, Dataset>? dataset = null)
    {
        string path = Folder.WriteFolder("c", files);
        Assert.That(
            () => Load(dataset?.Invoke(path) ?? new Cifar100Dataset(Path: path)),
            Throws.TypeOf<InputException>().With.Message.Contains(message));
    }
}
