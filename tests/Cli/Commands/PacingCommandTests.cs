using System.Xml.Linq;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cli.Commands;

public sealed class PacingCommandTests : InTemporaryFolder
{
    [Test]
    public void Plot_Some_DrawsThemAndPrintsTheirSizes()
    {
        string path = Folder.File("pacing.svg");
        ProgramResult result = Program.Run(
            "pacing", "plot", "linear(a=0.5,b=0.2)", "single-step(start=0.1,length=70)", "--steps", "100", "--images",
            "1000", "--output", path);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(Row(result, "linear"), Is.EqualTo(new[] { "200", "360", "600", "1,000", "1,000", "1,000" }));
        Assert.That(Row(result, "single-step"), Is.EqualTo(new[] { "100", "100", "100", "100", "1,000", "1,000" }));
        XElement svg = XDocument.Load(path).Root!;
        Assert.That(svg.Name.LocalName, Is.EqualTo("svg"));
        // As text, whatever fonts are installed.
        Assert.That(Texts(svg), Is.SupersetOf(new[]
        {
            "Visible images by step", "step", "visible images", "linear(a=0.5,b=0.2)",
            "single-step(start=0.1,length=70)", "0", "60", "100", "1,000",
        }));
    }

    [Test]
    public void Plot_Nothing_DrawsAllThatNeedNoScore_AlwaysTheSameBytes()
    {
        byte[][] charts = [.. new[] { "one.svg", "two.svg" }.Select(name =>
        {
            ProgramResult result = Program.Run("pacing", "plot", "--output", Folder.File(name));
            Assert.That(result.ExitCode, Is.Zero, result.Error);
            Assert.That(
                Row(result, "fixed-exponential"),
                Is.EqualTo(new[] { "2,000", "13,718", "50,000", "50,000", "50,000", "50,000" }));
            return File.ReadAllBytes(Folder.File(name));
        })];
        Assert.That(charts[1], Is.EqualTo(charts[0]));
        Assert.That(Directory.GetFileSystemEntries(Folder.Path), Has.Length.EqualTo(2));
        string[] texts = Texts(XDocument.Load(Folder.File("one.svg")).Root!);
        Assert.That(texts.Count(text => text.EndsWith(')')), Is.EqualTo(11));
    }

    [TestCase("Unknown pacing function 'linaer': did you mean 'linear'", "linaer")]
    [TestCase("depends on the scores of the data", "threshold(from=0,to=1)")]
    [TestCase("depends on the scores of the data", "linear", "threshold-percentile")]
    [TestCase("The number of steps is 0", "--steps", "0")]
    [TestCase("The number of images is -1", "--images", "-1")]
    public void Plot_Wrong_SaysWhatAndWritesNothing(string message, params string[] arguments)
    {
        ProgramResult result = Program.Run(["pacing", "plot", "--output", Folder.File("p.svg"), .. arguments]);
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain(message).And.Not.Contain("   at "));
        Assert.That(Directory.GetFileSystemEntries(Folder.Path), Is.Empty);
    }

    [TestCase("{0}/p.png", "ends in .png, and the chart is SVG")]
    [TestCase("", "--output is empty: name where the results shall go.")]
    [TestCase("/", "is no file's path")]
    [TestCase("{0}/", "is no file's path")]
    [TestCase("{0}/taken", "Can't write")]
    [TestCase("{0}/file/p.svg", "Can't write")]
    public void Plot_UnwritablePath_IsOneSentenceAndLeavesNothing(string path, string message)
    {
        Directory.CreateDirectory(Folder.File("taken"));
        File.WriteAllText(Folder.File("file"), "");
        ProgramResult result = Program.Run(
            "pacing", "plot", "linear", "--output", path.Replace("{0}", Folder.Path, StringComparison.Ordinal));
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain(message));
        Assert.That(result.Error.Trim().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(
            Directory.GetFileSystemEntries(Folder.Path).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "taken", "file" }));
    }

    [Test]
    public void List_NamesAllWithALineEach()
    {
        ProgramResult result = Program.Run("pacing", "list");
        string[] lines = result.Output.Trim().Split('\n');
        Assert.That(lines, Has.Length.EqualTo(13));
        Assert.That(lines, Has.All.Match(@"^[a-z-]+\([^ ]+\)  +[a-z].{20,}"));
    }

    private static string[] Row(ProgramResult result, string pacing) =>
        result.Output.Split('\n').Single(line => line.StartsWith(pacing, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];

    private static string[] Texts(XElement svg) =>
        [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
}
