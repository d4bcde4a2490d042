using System.Xml.Linq;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cli;

public sealed class PacingCommandTests
{
    [Test]
    public void Plot_Some_DrawsThemAndPrintsTheirSizes()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("pacing.svg");
        ProgramResult result = Program.Run(
            ["pacing", "plot", "linear(a=0.5,b=0.2)", "single-step(start=0.1,length=70)", "--steps", "100",
                "--images", "1000", "--output", path]);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        string[] row = result.Output.Split('\n').Single(line => line.StartsWith("linear", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(row[1..], Is.EqualTo(new[] { "200", "360", "600", "1,000", "1,000", "1,000" }));
        Assert.That(XDocument.Load(path).Root!.Name.LocalName, Is.EqualTo("svg"));
        Assert.That(File.ReadAllText(path), Does.Contain("single-step(start=0.1,length=70)"));
    }

    [TestCase("did you mean 'linear'", "linaer")]
    [TestCase("depends on the scores of the data", "threshold(from=0,to=1)")]
    public void Plot_Wrong_SaysWhatAndWritesNothing(string message, string pacing)
    {
        using TemporaryFolder folder = new();
        ProgramResult result = Program.Run(["pacing", "plot", pacing, "--output", folder.File("p.svg")]);
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain(message));
        Assert.That(File.Exists(folder.File("p.svg")), Is.False);
    }

    [Test]
    public void List_NamesAll()
    {
        ProgramResult result = Program.Run(["pacing", "list"]);
        Assert.That(result.Output.Trim().Split('\n'), Has.Length.EqualTo(13));
    }
}
