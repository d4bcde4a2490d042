using System.Text.Json;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Files;
using IlgpuCnn.Data.Datasets.Shapes;
using IlgpuCnn.Data.ImageFiles;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cli.Commands;

public sealed class OwnImagesTests : InTemporaryFolder
{
    private static readonly string[] Train =
        [.. Enumerable.Range(0, 24).Select(i => $"{(i % 2 == 0 ? "odd one" : "other, too")}/{i:00}.png")];

    [Test]
    public void Train_OnAFolder_ThenEvalAndPredict_KnowItsImages()
    {
        string photos = Folder.Write("my photos", Train);
        Folder.Put("my photos/odd one/bad.png", [1, 2, 3]);
        ProgramResult refused = Program.Run("train", "--data", photos, "--device", "cpu");
        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(refused.Error, Does.Contain("1 of 25 image files can't be used").And.Contain("--bad-files skip").And.Contain("'odd one/bad.png'"));

        ProgramResult trained = Program.Run(
            "train", "--data", photos, "--bad-files", "skip", "--prepare", "resize=24x16,channels=1", "--model", "vgg-gap",
            "--steps", "4", "--batch-size", "8", "--device", "cpu", "--output", Folder.File("runs"));
        Assert.That(trained.ExitCode, Is.Zero, trained.Error);
        Assert.That(trained.Error, Does.Contain("Warning: 1 of 25 image files can't be used and is left out"));
        string run = Directory.GetDirectories(Folder.File("runs")).Single();
        Assert.That(
            JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(run, "classes.json"))),
            Is.EqualTo(new[] { "odd one", "other, too" }));

        // Other images, of one of its classes: its number is the checkpoint's, and they are prepared as those before.
        Folder.Write("new", "train/other, too/1.png", "test/other, too/2.png");
        ProgramResult eval = Program.Run("eval", "--checkpoint", run, "--data", Folder.File("new"), "--output", Folder.File("report"), "--device", "cpu");
        Assert.That(eval.ExitCode, Is.Zero, eval.Error);
        Assert.That(File.ReadAllLines(Folder.File("report/predictions.csv"))[1], Does.Contain("\"other, too\""));

        ProgramResult predicted = Program.Run(
            "predict", "--checkpoint", run, Folder.File("my photos/odd one/*.png"), "--format", "jsonl", "--top", "2", "--device", "cpu");
        Assert.That(predicted.ExitCode, Is.EqualTo(1));
        string[] lines = predicted.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(13));
        JsonElement[] classes = [.. JsonDocument.Parse(lines[0]).RootElement.GetProperty("predictions").EnumerateArray()];
        Assert.That(classes.Sum(one => one.GetProperty("probability").GetDouble()), Is.EqualTo(1).Within(1e-5));
        Assert.That(lines[^1], Does.Contain("\"error\":").And.Contain("bad.png"));
        Assert.That(predicted.Error, Does.Contain("bad.png"));
    }

    [TestCase("png", true)]
    [TestCase("jpeg", false)]
    public void Export_ThenRead_GivesTheSameImages(string format, bool same)
    {
        ProgramResult exported = Program.Run("data", "export", Folder.File("out"), "--data", "shapes(train=60,test=40)", "--format", format);
        Assert.That(exported.ExitCode, Is.Zero, exported.Error);
        ImageFilesDataset files = new(Folder.File("out")) { Prepare = ImagePreparation.Parse("resize=none") };
        ImageData read = new DataConfig { Source = files }.Load();
        ImageData made = new DataConfig { Source = new ShapesDataset(60, 40) }.Load();
        Assert.That(ImageSetHash.OfLabels(read.Train with { ClassNames = [] }), Is.EqualTo(ImageSetHash.OfLabels(Ordered(made.Train))));
        Assert.That(ImageSetHash.OfImages(read.Train) == ImageSetHash.OfImages(made.Train), Is.EqualTo(same));
        Assert.That(ImageSetHash.OfImages(read.Test) == ImageSetHash.OfImages(made.Test), Is.EqualTo(same));
        // Colours of JPEG are of half the size.
        double apart = read.Train.Bytes().Zip(made.Train.Bytes(), (a, b) => (double)Math.Abs(a - b)).Average();
        Assert.That(apart, same ? Is.Zero : Is.LessThan(16));
        Assert.That(
            Program.Run("data", "export", Folder.File("out")).Error, Does.Contain("There is '").And.Contain("already"));
    }

    [TestCase("--prepare", "resize=32")]
    [TestCase("--test", "0.3")]
    [TestCase("--class-order", "natural")]
    [TestCase("--bad-files", "skip")]
    public void Option_ForOwnImages_WithoutThem_IsRefused(string option, string value)
    {
        ProgramResult result = Program.Run("data", "info", "--data", "shapes(train=60,test=40)", option, value);
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.StartWith($"{option} is for images of your own"));
    }

    [Test]
    public void Check_NamesEveryBadFile()
    {
        string photos = Folder.Write("photos", "a/1.png", "b/2.png");
        Assert.That(Program.Run("data", "check", photos).Output, Is.EqualTo("2 of 2 image files can be used.\n"));
        Folder.Put("photos/a/3.gif", [1]);
        ProgramResult check = Program.Run("data", "check", photos);
        Assert.That(check.ExitCode, Is.EqualTo(1));
        Assert.That(check.Output, Does.Contain("'a/3.gif'").And.EndWith("2 of 3 image files can be used, 1 can't.\n"));
    }

    // Classes of files stand in ordinal order, those of shapes in their own.
    private static ImageSet Ordered(ImageSet images)
    {
        string[] order = [.. images.ClassNames.Order(StringComparer.Ordinal)];
        return images with
        {
            Labels = [.. images.Labels.Select(label => Array.IndexOf(order, images.ClassNames[label]))],
            ClassNames = [],
        };
    }
}
