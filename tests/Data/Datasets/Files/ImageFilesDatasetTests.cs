using System.IO.Compression;
using System.Text;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Files;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Tests.Support;
using Parquet;
using Parquet.Schema;
using LoadedSets = IlgpuCnn.Data.Datasets.Datasets;

namespace IlgpuCnn.Tests.Data.Datasets.Files;

public sealed class ImageFilesDatasetTests : InTemporaryFolder
{
    private static readonly string[] Divided =
    [
        "train/cat/1.png", "train/cat/2.png", "train/dog/1.png", "train/dog/deep/2.png", "val/cat/3.png", "test/cat/4.png",
        "test/dog/5.png",
    ];

    private static readonly string[] Undivided = [.. Enumerable.Range(0, 20).Select(i => $"{(i % 2 == 0 ? "b" : "a")}/{i:00}.png")];

    [Test]
    public void Load_OfADividedFolder_TakesItsSplits()
    {
        ImageData data = LoadedSets.Load(Folder.Write("pets", Divided));
        Assert.That(data.Name, Is.EqualTo("pets"));
        Assert.That(data.Train.ClassNames, Is.EqualTo(new[] { "cat", "dog" }));
        Assert.That(data.Train.Files, Is.EqualTo(Divided[..4]));
        Assert.That(data.Train.Labels, Is.EqualTo(new[] { 0, 0, 1, 1 }));
        Assert.That(data.Validation!.Files, Is.EqualTo(Divided[4..5]));
        Assert.That(data.HasOwnValidation);
        Assert.That(data.Test.Labels, Is.EqualTo(new[] { 0, 1 }));
        Assert.That((data.Train.Height, data.Train.Width, data.Train.Channels), Is.EqualTo((64, 64, 3)));
        Assert.That(data.Train.Image(2).ToArray().Distinct(), Is.EquivalentTo(new byte[] { 2, 0, 7 }));
        Assert.That(data.Warnings, Is.Empty);
    }

    [Test]
    public void Load_OfClassFoldersAlone_DividesThemByTheSeed()
    {
        Folder.Write("ab", Undivided);
        ImageData data = Load("ab", "resize=none", validation: 0.25);
        Assert.That((data.Train.Count, data.Validation!.Count, data.Test.Count), Is.EqualTo((12, 4, 4)));
        Assert.That(data.Test.Labels, Is.EqualTo(new[] { 0, 0, 1, 1 }));
        Assert.That(
            data.Train.Files!.Concat(data.Validation.Files!).Concat(data.Test.Files!), Is.EquivalentTo(Undivided));
        Assert.That(Load("ab", "resize=none").Test.Files, Is.EqualTo(data.Test.Files));
        Assert.That(Load("ab", "resize=none", seed: 2).Test.Files, Is.Not.EqualTo(data.Test.Files));
        ImageFilesDataset half = new(Folder.File("ab")) { Test = 0.5 };
        Assert.That(new DataConfig { Source = half }.Load().Test.Count, Is.EqualTo(10));
    }

    [TestCase("pets.zip")]
    [TestCase("pets.tar")]
    [TestCase("pets.tar.gz")]
    [TestCase("pets.tgz")]
    public void Load_OfAnArchive_GivesWhatItsFolderGives(string archive)
    {
        string folder = Folder.Write("pets", Divided);
        ImageData there = LoadedSets.Load(folder);
        ImageData here = LoadedSets.Load(Folder.Packed(folder, archive));
        Assert.That(here.Name, Is.EqualTo("pets"));
        Assert.That(ImageSetHash.OfImages(here.Train), Is.EqualTo(ImageSetHash.OfImages(there.Train)));
        Assert.That(ImageSetHash.OfLabels(here.Train), Is.EqualTo(ImageSetHash.OfLabels(there.Train)));
        Assert.That(ImageSetHash.OfImages(here.Test), Is.EqualTo(ImageSetHash.OfImages(there.Test)));
        Assert.That(here.Validation!.Count, Is.EqualTo(1));
    }

    [TestCase("list.csv")]
    [TestCase("list.parquet")]
    public async Task Load_OfAList_TakesItsOrderClassesAndSplits(string name)
    {
        Folder.Write("any", "x.png", "y, z.png", "w.png");
        string[][] columns = [["any/w.png", "any/y, z.png", "any/x.png"], ["two", "one", "two"], ["train", "training", "test"]];
        await WriteList(name, columns);
        ImageData data = LoadedSets.Load(Folder.File(name));
        Assert.That(data.Train.Files, Is.EqualTo(columns[0][..2]));
        Assert.That(data.Train.ClassNames, Is.EqualTo(new[] { "one", "two" }));
        Assert.That(data.Train.Labels, Is.EqualTo(new[] { 1, 0 }));
        Assert.That(data.Test.Image(0)[0], Is.Zero);
    }

    [Test]
    public void Load_OfAnArchiveWithAManifest_GoesByIt()
    {
        string folder = Folder.Write("listed", "1.png", "2.png", "sub/3.png");
        Folder.Put("listed/manifest.csv", "path,label,split\nsub/3.png,a,train\n1.png,b,test\n"u8.ToArray());
        ImageData data = LoadedSets.Load(folder);
        Assert.That(data.Train.Files, Is.EqualTo(new[] { "sub/3.png" }));
        Assert.That(data.Test.Labels, Is.EqualTo(new[] { 1 }));
    }

    [TestCase("ordinal", "1,10,2")]
    [TestCase("natural", "1,2,10")]
    public void Load_ClassOrder_NumbersTheClasses(string order, string expected)
    {
        Folder.Write("n", "train/10/a.png", "train/2/a.png", "train/1/a.png", "test/10/b.png");
        ImageFilesDataset files = new(Folder.File("n")) { ClassOrder = ImageFilesDataset.OrderOf(order) };
        ImageData data = new DataConfig { Source = files }.Load();
        Assert.That(string.Join(',', data.Train.ClassNames), Is.EqualTo(expected));
        Assert.That(data.Test.ClassNames[data.Test.Labels[0]], Is.EqualTo("10"));
    }

    [Test]
    public void Load_WhatAPersonShouldKnow_IsSaidWithNumbers()
    {
        Folder.Write("odd", "train/cat/1.png", "train/cat/2.png", "train/dog/3.png", "test/cat/4.png", "test/rat/5.png");
        Folder.Put("odd/test/cat/copy.png", ImageFolders.Png(0));
        Folder.Put("odd/train/dog/copy.png", ImageFolders.Png(1));
        Folder.Put("odd/train/notes.txt", "no image"u8.ToArray());
        Folder.Put("odd/loose.png", ImageFolders.Png(77));
        Folder.Put("odd/.hidden/x.png", ImageFolders.Png(78));
        Directory.CreateDirectory(Folder.File("odd/train/owl"));
        Assert.That(LoadedSets.Load(Folder.File("odd")).Warnings, Is.EqualTo(new[]
        {
            "1 file that is no image, by its name, left aside.",
            "1 image outside of every folder of a class, left aside.",
            "1 of 4 classes has no images: owl.",
            "1 of 4 classes is in no training image, so that it can't be learnt: rat.",
            "1 of 4 classes is in no test image: dog.",
            "1 of 3 images ('test/cat/copy.png' is 'train/cat/1.png') in the test split are in the training split, too, pixel by pixel: the test is easier than it should be.",
            "1 image is in two classes or more, pixel by pixel: 'train/cat/2.png' and 'train/dog/copy.png'.",
        }));
    }

    [Test]
    public void Load_BadFiles_AreAllNamedOrLeftOut()
    {
        string folder = Folder.Write("some", "a/1.png", "a/2.png", "b/3.png", "b/4.png");
        Folder.Put("some/a/5.png", [1, 2, 3]);
        Folder.Put("some/b/6.bmp", "BM and more"u8.ToArray());
        InputException refused = Refused.By(() => LoadedSets.Load(folder));
        Assert.That(refused.Message, Does.StartWith("2 of 6 image files can't be used").And.Contain("'a/5.png'").And.Contain("'b/6.bmp' is a BMP"));
        ImageFilesDataset skipping = new(folder) { BadFiles = BadFiles.Skip, Test = 0.5 };
        ImageData data = new DataConfig { Source = skipping }.Load();
        Assert.That(data.Train.Count + data.Test.Count, Is.EqualTo(4));
        Assert.That(data.Warnings, Does.Contain("2 of 6 image files can't be used and are left out: 'data check' names them."));
        Assert.That(skipping.Check(new DatasetContext(1)).Faults, Has.Count.EqualTo(2));
    }

    [TestCase("none", "There is no ")]
    [TestCase("empty", "has no images in it: make a folder for each class")]
    [TestCase("flat", "has images, but no folders of classes")]
    [TestCase("text.txt", "is none of what images are read from")]
    [TestCase("broken.zip", "is no whole archive")]
    [TestCase("broken.tar.gz", "is no whole archive")]
    [TestCase("wrong.csv", "has no column 'label'")]
    [TestCase("split.csv", "did you mean 'train'?")]
    [TestCase("twice.csv", "names 'flat/1.png' twice")]
    [TestCase("semicolon.csv", "it needs commas")]
    [TestCase("gone.csv", "'flat/2.png' is not there")]
    [TestCase("alias.csv", "names 'flat/1.png' twice")]
    [TestCase("latin.csv", "is not in UTF-8")]
    [TestCase("cut.tar", "it is cut short")]
    [TestCase("twice.zip", "holds 'a/1.png' twice")]
    [TestCase("trains", "train, with classes in them, and beside them car")]
    [TestCase("untrained", "no folder train")]
    public void Load_WhatCanNotBeRead_SaysWhy(string name, string message)
    {
        Directory.CreateDirectory(Folder.File("empty"));
        Folder.Write("flat", "1.png");
        foreach (string damaged in new[] { "text.txt", "broken.zip", "broken.tar.gz" })
            Folder.Put(damaged, "no archive"u8.ToArray());
        Folder.Put("wrong.csv", "path,class\nflat/1.png,a\n"u8.ToArray());
        Folder.Put("split.csv", "path,label,split\nflat/1.png,a,trian\n"u8.ToArray());
        Folder.Put("twice.csv", "path,label\nflat/1.png,a\nflat/1.png,b\n"u8.ToArray());
        Folder.Put("semicolon.csv", "path;label\nflat/1.png;a\n"u8.ToArray());
        Folder.Put("gone.csv", "path,label\nflat/1.png,a\nflat/2.png,b\n"u8.ToArray());
        Folder.Put("alias.csv", "path,label\nflat/1.png,a\n./flat\\1.png,b\n"u8.ToArray());
        Folder.Put("latin.csv", [.. "path,label\nflat/1.png,B"u8, 0xE4, .. "r\n"u8]);
        byte[] tar = File.ReadAllBytes(Folder.Packed(Folder.File("flat"), "whole.tar"));
        Folder.Put("cut.tar", tar[..1024]);
        using (ZipArchive zip = ZipFile.Open(Folder.File("twice.zip"), ZipArchiveMode.Create))
        {
            zip.CreateEntryFromFile(Folder.File("flat/1.png"), "a/1.png");
            zip.CreateEntryFromFile(Folder.File("flat/1.png"), "a/1.png");
        }

        Folder.Write("trains", "train/steam/1.png", "train/diesel/1.png", "car/1.png");
        Folder.Write("untrained", "test/a/1.png", "val/a/1.png");
        Assert.That(Refused.By(() => LoadedSets.Load(Folder.File(name))).Message, Does.Contain(message));
    }

    [Test]
    public void Load_ImagesOfSeveralSizesAsTheyAre_AreRefused()
    {
        string folder = Folder.Write("sizes", "a/1.png", "a/2.png", "b/1.png", "b/2.png");
        Folder.Put("sizes/b/3.png", ImageFolders.Png(9, side: 12));
        ImageFilesDataset files = new(folder) { Prepare = IlgpuCnn.Data.ImageFiles.ImagePreparation.Parse("resize=none") };
        Assert.That(
            Refused.By(() => files.LoadSplits(new DatasetContext(1))).Message,
            Does.Contain("'b/3.png' has 12x12 pixels and the first image 10x10"));
    }

    [Test]
    public void Load_Links_GoByWhatTheyLeadTo()
    {
        string folder = Folder.Write("links", "a/1.png", "a/2.png", "b/1.png", "b/2.png");
        Directory.CreateSymbolicLink(Path.Combine(folder, "a/loop"), folder);
        string target = Folder.Put("elsewhere.png", ImageFolders.Png(5));
        File.CreateSymbolicLink(Path.Combine(folder, "b/3.png"), target);
        ImageFilesDataset files = new(folder) { Test = 0.4 };
        string before = Hashes(files);
        Folder.Put("elsewhere.png", ImageFolders.Png(6));
        File.SetLastWriteTimeUtc(target, new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.That(Hashes(files), Is.Not.EqualTo(before));
        Assert.That(FolderLayout.FilesIn(folder), Has.Count.EqualTo(5));
    }

    [Test]
    public void Load_ClassesWithoutTrainingImages_AreRefused()
    {
        string folder = Folder.Write("lack", "train/cat/1.png", "test/cat/2.png", "test/dog/3.png");
        DataConfig config = new() { Source = Dataset.Parse(folder), Classes = ["dog"] };
        Assert.That(Refused.By(() => config.Load()).Message, Does.Contain("have 0 training and 1 test images"));
    }

    [Test]
    public void Parse_APath_IsFoundFromAnyFolder()
    {
        string folder = Folder.Write("photos (1)", Undivided);
        ImageFilesDataset files = (ImageFilesDataset)Dataset.Parse(Path.GetRelativePath(Environment.CurrentDirectory, folder)).Value;
        Assert.That(files.Path, Is.EqualTo(folder));
    }

    private static string Hashes(ImageFilesDataset files)
    {
        DatasetSplits splits = files.LoadSplits(new DatasetContext(1));
        return ImageSetHash.OfImages(splits.Train) + ImageSetHash.OfImages(splits.Test);
    }

    [Test]
    public void Load_WithAFewMoreFiles_KeepsTheDivision()
    {
        string folder = Folder.Write("ab", Undivided);
        string[] before = LoadedSets.Load(folder).Test.Files!;
        Folder.Put("ab/a/00.png", ImageFolders.Png(100));
        Assert.That(LoadedSets.Load(folder).Test.Files!.Intersect(before).Count(), Is.GreaterThanOrEqualTo(before.Length - 1));
    }

    [Test]
    public void Load_ATestShareOfDividedImages_IsRefused()
    {
        ImageFilesDataset files = new(Folder.Write("pets", Divided)) { Test = 0.3 };
        Assert.That(Refused.By(() => files.Load(1)).Message, Does.Contain("have a test split of their own"));
    }

    private ImageData Load(string name, string prepare, double validation = 0, ulong seed = 1) => new DataConfig
    {
        Source = Dataset.Parse($"images(path='{Folder.File(name)}',prepare='{prepare}')"),
        Validation = validation,
        Seed = seed,
    }.Load();

    private async Task WriteList(string name, string[][] columns)
    {
        string[] heads = ["path", "label", "split"];
        if (name.EndsWith(".csv", StringComparison.Ordinal))
        {
            IEnumerable<string> rows = Enumerable.Range(0, 3)
                .Select(i => string.Join(',', columns.Select(column => $"\"{column[i]}\"")));
            Folder.Put(name, Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(string.Join(',', heads))) + "\n"));
            return;
        }

        DataField[] fields = [.. heads.Select(head => new DataField(head, typeof(string), isNullable: false))];
        using FileStream file = File.Create(Folder.File(name));
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        for (int i = 0; i < fields.Length; i++)
            await group.WriteAsync(fields[i], columns[i]);
    }
}
