using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Shapes;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cli.Commands;

public sealed class ScoreCommandTests : InTemporaryFolder
{
    private static readonly string[] Small = ["--data", "shapes(train=60,test=40)"];

    [TestCase("truth.csv", "truth", "known difficulty: 1.000")]
    [TestCase("r.parquet", "random(seed=2)", "known difficulty:")]
    public void Score_Function_IsStoredForTheTrainingSplit(string name, string score, string printed)
    {
        string path = Path.Combine(Folder.Path, "new", name);
        ProgramResult result = Run(score, "--output", path, "--validation", "0.34");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Output, Does.Contain(printed).And.Contain(path).And.Contain("in-sample   no"));
        Assert.That(result.Output, Does.Match("min .*, median .*, max "));
        ImageSet images = new DataConfig { Source = new ShapesDataset(60, 40), Validation = 0.34 }.Load().Train;
        Assert.That(images.Count, Is.EqualTo(40));
        Assert.That(ScoreFile.Load(path, images).Origin.Score, Is.EqualTo(score));
    }

    [Test]
    public void Score_ExistingFile_IsOverwrittenByForceAlone()
    {
        string path = Folder.File("s.csv");
        File.WriteAllText(path, "mine");
        ProgramResult refused = Run("random", "--output", path);
        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(refused.Error, Does.Contain("--force").And.Contain(path));
        Assert.That(File.ReadAllText(path), Is.EqualTo("mine"));
        Assert.That(Run("random", "--output", path, "--force").ExitCode, Is.Zero);
        Assert.That(File.ReadAllText(path), Does.StartWith("# score: random"));
    }

    [Test]
    public void Score_Terminated_WritesNothing()
    {
        Assume.That(OperatingSystem.IsWindows(), Is.False, "signals are sent by kill(1)");
        string[] command = ["score", "cross-validated-loss", "--epochs", "50", "--device", "cpu"];
        using Process process = Program.Start([.. command, "--output", Folder.File("s.csv")]);
        Assert.That(process.StandardOutput.ReadLine(), Does.StartWith("cross-validation"));
        using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.EqualTo(130));
        Assert.That(error.Trim(), Is.EqualTo("Interrupted."));
        Assert.That(Directory.GetFiles(Folder.Path), Is.Empty);
    }

    [Test]
    public void Score_List_NamesAllAndFiles()
    {
        ProgramResult result = Program.Run("score", "--list");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        string[] lines = result.Output.TrimEnd().Split('\n');
        foreach (string form in (string[])["random(seed=1)", "truth", "PATH"])
            Assert.That(lines, Has.One.Match($"^{Regex.Escape(form)} +[a-z]"));
        Assert.That(lines, Has.Length.EqualTo(ScoringFunction.Catalog.Entries.Count + 1));
        Assert.That(lines[^1], Does.Contain(".csv or .parquet"));
    }

    [TestCase("", "list scores")]
    [TestCase("randon", "did you mean 'random'")]
    [TestCase("random(sed=1)", "has an unknown argument 'sed': it takes seed.")]
    [TestCase("truth --data cifar(path=x)", "did you mean 'cifar1")]
    [TestCase("edges --teacher x", "'score' has no option '--teacher'.")]
    [TestCase("truth --data-dir x", "'score' has no option '--data-dir'")]
    [TestCase("teacher-loss", "The score 'teacher-loss' needs checkpoint: write teacher-loss(checkpoint=…).")]
    [TestCase("edges --epochs 2", "--epochs was given, and the score 'edges' trains no model: leave it out.")]
    [TestCase("forgetting --augment flip", "give --augment none.")]
    [TestCase("truth --output s.json", "must end in .csv or .parquet")]
    [TestCase("truth --output /proc/nowhere/s.csv", "Can't make the folder")]
    [TestCase("nowhere.csv", "Can't read the score file 'nowhere.csv'")]
    [TestCase("audit nowhere.csv", "Can't read the score file 'nowhere.csv'")]
    [TestCase("audit", "files")]
    [TestCase("audit nowhere.csv --per-class 0", "--per-class is 0")]
    public void Score_BadInput_IsOneSentenceAndNoFile(string arguments, string message)
    {
        string[] output = arguments.Contains("--output") ? [] : ["--output", Folder.File("out.csv")];
        ProgramResult result = Program.Run(
            ["score", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. output]);
        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Error, Does.Contain(message));
        Assert.That(result.Error, Does.Not.Contain("   at "));
        Assert.That(Directory.GetFileSystemEntries(Folder.Path), Is.Empty);
    }

    private static ProgramResult Run(params string[] arguments) =>
        Program.Run(["score", .. arguments, "--device", "cpu", .. Small]);
}
