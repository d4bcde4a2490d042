using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cli.Commands;

public sealed class CompareCommandTests : InTemporaryFolder
{
    private static readonly string[] Small =
    [
        "--data", "shapes(train=120,test=40)", "--batch-size", "20", "--steps", "4", "--seeds", "2",
        "--device", "cpu",
    ];

    [Test]
    public void Compare_AFewArms_PrintsAndWritesAReportAndGoesOnWhereItWas()
    {
        string[] arms =
            ["--ordering", "curriculum", "random", "--score", "edges", "--pacing", "root(a=0.5,b=0.5)", "--jobs", "2"];
        ProgramResult first = Program.Run(["compare", .. Small, .. arms, "--output", Folder.File("c")]);
        Assert.That(first.ExitCode, Is.Zero, first.Error);
        Assert.That(first.Output, Does.Contain("6/6").And.Contain("curriculum edges").And.Contain("report.html"));
        string page = File.ReadAllText(Folder.File("c/report.html"));
        Assert.That(page, Does.Contain("<svg").And.Contain("root(a=0.5,b=0.5)"));
        Assert.That(File.ReadAllLines(Folder.File("c/results.csv")), Has.Length.EqualTo(1 + 6));
        Assert.That(File.ReadAllLines(Folder.File("c/summary.csv")), Has.Length.EqualTo(1 + 3));
        Assert.That(File.Exists(Folder.File("c/scores/edges.csv")), Is.True);

        DateTime written = File.GetLastWriteTimeUtc(Folder.File("c/standard/seed-1/model.safetensors"));
        ProgramResult again = Program.Run(["compare", .. Small, .. arms, "--output", Folder.File("c")]);
        Assert.That(again.ExitCode, Is.Zero, again.Error);
        Assert.That(again.Output, Does.Not.Contain("Scoring"));
        Assert.That(
            File.GetLastWriteTimeUtc(Folder.File("c/standard/seed-1/model.safetensors")), Is.EqualTo(written));
        Assert.That(File.ReadAllText(Folder.File("c/report.html")), Is.EqualTo(page));
    }

    [TestCase("Unknown ordering 'curriculm': did you mean 'curriculum'?", "--ordering", "curriculm")]
    [TestCase("Unknown score 'egdes': did you mean 'edges'?", "--score", "egdes")]
    [TestCase("Unknown pacing function 'linaer': did you mean 'linear'?", "--pacing", "linaer")]
    [TestCase("The budget is 2; it must be in (0, 1].", "--budget", "2")]
    [TestCase("There is no arm 'standart'", "--lr-of", "standart")]
    [TestCase("without a validation split", "--validation", "0")]
    public void Compare_Wrong_SaysWhatAndLeavesNothing(string message, string option, string value)
    {
        ProgramResult result = Program.Run(["compare", .. Small, option, value, "--output", Folder.File("c")]);
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain(message));
        Assert.That(result.Error.Trim().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(Directory.Exists(Folder.File("c")), Is.False);
    }

    [Test]
    public void Reproduce_WithoutData_SaysWhat()
    {
        ProgramResult result = Program.Run(
            ["reproduce", "small-mammals", "--data-dir", Folder.File("none"), "--output", Folder.File("c")]);
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain(Folder.File("none")));
        ProgramResult recipe = Program.Run(["reproduce", "seed", "--recipe", "4"]);
        Assert.That(recipe.Error, Does.Contain("There is no recipe 4 of 'seed': give 1, 2 or 3."));
    }

    [TestCase("--ordering standard --pacing linear", "--pacing was given, and the ordering 'standard' shows all images")]
    [TestCase("--ordering standard --score edges", "--score was given, and no order goes by it")]
    [TestCase("--ordering random --score edges", "--score was given, and no order goes by it")]
    [TestCase("--full-batches false", "A comparison takes whole batches only")]
    [TestCase("--evaluate-train false", "A comparison evaluates the training images always")]
    [TestCase("--teacher x", "'compare' has no option '--teacher'.")]
    public void Compare_OptionWithoutEffect_IsRefused(string arguments, string message)
    {
        ProgramResult result = Program.Run(
            ["compare", .. Small, .. arguments.Split(' '), "--output", Folder.File("c")]);
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.StartWith(message));
        Assert.That(Directory.Exists(Folder.File("c")), Is.False);
    }

    [TestCase("--lr", "0,001", "'0,001' is not a number")]
    [TestCase("--budget", "0,1", "'0,1' is not a number")]
    [TestCase("--output", "", "--output is empty")]
    [TestCase("--lr-replay", "somewhere", "--lr-of names the arm")]
    [TestCase("--optimizer", "adm", "did you mean 'adam'?")]
    [TestCase("--model", "sed", "did you mean 'seed'?")]
    [TestCase("--augment", "flap", "'flap'")]
    public void Compare_BadValue_IsRefusedBeforeAnythingIsWritten(string option, string value, string part)
    {
        string output = Folder.File("refused");
        string[] place = option == "--output" ? [] : ["--output", output];
        ProgramResult result = Program.Run(["compare", "--device", "cpu", .. place, option, value]);
        Assert.That(result.ExitCode, Is.EqualTo(1), result.Error);
        Assert.That(result.Error, Does.Contain(part));
        Assert.That(Directory.Exists(output), Is.False);
    }

    [Test]
    public void Compare_OneArmAndOneSeed_SaysOneOfEach()
    {
        string[] one = ["--ordering", "standard", "--seeds", "1", "--steps", "1"];
        ProgramResult result = Program.Run(
            ["compare", "--device", "cpu", "--data", "shapes(train=100,test=20)", .. one, "--output", Folder.Path]);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Output, Does.Contain(": 1 step of 64 images").And.Contain("; 1 arm, 1 run\n"));
    }

    [Test]
    public void Compare_Warnings_NameOptionsOnTheTerminalAndInTheReport()
    {
        string[] zero = ["--ordering", "random", "--lr-schedule", "cosine", "--lr-by", "visible-share"];
        ProgramResult result = Program.Run(["compare", .. Small, .. zero, "--output", Folder.File("c")]);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        foreach (string shown in new[] { result.Output, File.ReadAllText(Folder.File("c/report.html")) })
        {
            Assert.That(shown, Does.Contain("or leave out --lr-by.").And.Not.Contain("the setting"));
            Assert.That(shown, Does.Contain("to give all arms the same, give --lr-of standard."));
        }
    }

    [Test]
    public void Help_SaysTheDefaultsThatAComparisonHas()
    {
        string help = string.Join(' ', Program.Run("compare", "--help").Output.Split(' ', '\n').Where(word => word != ""));
        Assert.That(help, Does.Match(@"--validation <validation> [^\[]*, in \[0, 1\) \[default: 0\.1\]"));
        Assert.That(help, Does.Contain("Steps between evaluations; default: a twentieth of the run"));
        Assert.That(help, Does.Match(@"--full-batches [^\[]*\[default: true\]"));
        Assert.That(help, Does.Match(@"--evaluate-train [^\[]*\[default: true\]"));
        Assert.That(help, Does.Contain("3 epochs evaluated every 42 steps, 3 seeds"));
    }

    [Test]
    public void Compare_ScoreFileThatHasChanged_IsRefused()
    {
        string[] data = ["--device", "cpu", "--data", "shapes(train=100,test=20)", "--validation", "0.1"];
        string scores = Folder.File("scores.csv");
        string[] compare =
        [
            "compare", .. data, "--batch-size", "10", "--steps", "2", "--ordering", "curriculum",
            "--score", scores, "--output", Folder.File("runs"),
        ];
        Assert.That(Program.Run(["score", "edges", .. data, "--output", scores]).ExitCode, Is.Zero);
        Assert.That(Program.Run([.. compare, "--seeds", "1"]).ExitCode, Is.Zero);
        Assert.That(Program.Run(["score", "entropy", .. data, "--output", scores, "--force", "true"]).ExitCode, Is.Zero);
        ProgramResult again = Program.Run([.. compare, "--seeds", "2"]);
        Assert.That(again.ExitCode, Is.EqualTo(1));
        Assert.That(again.Error, Does.Contain("as it was before"));
    }
}
