using IlgpuCnn.Cli.Reports.Writers;

namespace IlgpuCnn.Tests.Cli.Reports.Writers;

/// <summary>What blocks look like on a terminal, without its colours.</summary>
public sealed class TerminalWriterTests
{
    private const string Long = "a value of words enough to fill more than a line of a narrow terminal";

    [Test]
    public void Text_AllBlocks_HaveAnEmptyLineBetweenThemAndNoneAtTheEnds()
    {
        Report report = new(
            "Title",
            [
                new ReportCommand("ilgpucnn compare"), new ReportText("", ["Mind this."], IsNotice: true),
                new ReportFacts([new("device", "cpu"), new("data", "shapes")]),
                new ReportTable(
                    "Sums", [new("name", false), new("bytes", true), new("", false)],
                    [["  a part", "1,234", "x"], ["all", "5", ""]], "A note."),
                new ReportText("", ["One sentence."]), new ReportText("More", ["First.", "Second."]),
                new ReportPicture("Picture", "Caption", "Description", "picture.png", 10, 20, ["row"]),
            ]);
        Assert.That(TerminalWriter.Text(report, 80), Is.EqualTo(
            """
            Title

            ! Mind this.

            device      cpu
            data        shapes

            Sums
            name      bytes
            ──────────────────
              a part  1,234  x
            all           5
            A note.

            One sentence.

            More
            - First.
            - Second.

            """));
    }

    [Test]
    public void Text_NarrowTerminal_BreaksWordsAndNoNumbers()
    {
        Report report = new(
            "",
            [
                new ReportFacts([new("device", Long)]),
                new ReportTable(
                    "", [.. ReportColumn.Words("name"), .. ReportColumn.Numbers("a", "b")],
                    [[Long, "1,234,567", "−11.72 to +12.42"]]),
            ]);
        string[] lines = TerminalWriter.Text(report, 50).Split('\n');
        Assert.That(lines, Has.All.Length.LessThanOrEqualTo(50));
        Assert.That(lines[1], Does.Match("^ {12}[a-z]"));
        Assert.That(lines, Has.One.Match("^a value.*  1,234,567  −11.72 to [+]12.42$"));
    }

    [Test]
    public void Text_NamesOfHalfATerminal_StandOverTheirValues()
    {
        string name = new('n', 30);
        string text = TerminalWriter.Text(new Report("", [new ReportFacts([new(name, "value")])]), 50);
        Assert.That(text, Is.EqualTo($"{name}\n    value\n"));
        Assert.That(
            TerminalWriter.Text(new Report("", [new ReportFacts([new(name, "value")])]), 80),
            Is.EqualTo($"{name}  value\n"));
    }
}
