using Spectre.Console;
using Spectre.Console.Rendering;

namespace IlgpuCnn.Cli.Reports.Writers;

/// <summary>
/// Writes reports on standard output: broken into lines that fit on a terminal; plain text, a row or sentence a line
/// however long, where it goes to a file or a pipe.
/// </summary>
public sealed class TerminalWriter
{
    private const int Unbroken = 1_000_000;
    private const int NameWidth = 10;
    private const int Gap = 2;

    private static readonly Style Bold = new(decoration: Decoration.Bold);

    private readonly IAnsiConsole console;

    private TerminalWriter(IAnsiConsole console) => this.console = console;

    /// <summary>Whether standard output is a terminal.</summary>
    public static bool IsTerminal => !Console.IsOutputRedirected && AnsiConsole.Profile.Out.IsTerminal;

    /// <summary>Prints blocks with an empty line between them.</summary>
    public static void Print(params IReadOnlyList<ReportBlock> blocks) => Print(new Report("", blocks));

    /// <summary>Prints a line for each fact.</summary>
    public static void Print(params IReadOnlyList<ReportFact> facts) => Print(new ReportFacts(facts));

    /// <summary>Prints a report.</summary>
    public static void Print(Report report)
    {
        if (IsTerminal)
            new TerminalWriter(AnsiConsole.Console).Write(report);
        else
            Console.Out.Write(Text(report, Unbroken));
    }

    /// <summary>A report as plain text, no line of which is longer than <paramref name="width"/>.</summary>
    public static string Text(Report report, int width)
    {
        using StringWriter text = new() { NewLine = "\n" };
        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            // These take the logs of some build servers for terminals, whatever was asked for.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        plain.Profile.Width = width;
        new TerminalWriter(plain).Write(report);
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd()));
    }

    private void Write(Report report)
    {
        bool isFirst = report.Title.Length == 0;
        if (!isFirst)
            WriteLine(report.Title, Bold);
        foreach (ReportBlock block in report.Blocks)
        {
            if (block is ReportChart or ReportPicture or ReportCommand)
                continue;
            if (!isFirst)
                console.WriteLine();
            isFirst = false;
            if (block.Heading.Length > 0)
                WriteLine(block.Heading, Bold);
            Write(block);
        }
    }

    private void Write(ReportBlock block)
    {
        switch (block)
        {
            case ReportText text:
                Write(text);
                break;
            case ReportFacts facts:
                Write(facts);
                break;
            case ReportTable table:
                Write(table);
                break;
            default:
                throw new ArgumentException($"A terminal has no form for {block.GetType().Name}.", nameof(block));
        }
    }

    // What is longer than a line is told apart by its indentation.
    private void Write(ReportText text)
    {
        if (text.IsNotice || text.Sentences.Count > 1)
            WriteHanging(1, 1, text.Sentences.Select(sentence => (text.IsNotice ? "!" : "-", sentence)));
        else
            WriteLine(text.Sentences[0], Style.Plain);
    }

    private void Write(ReportFacts block)
    {
        int width = Math.Max(NameWidth, block.Facts.Select(fact => fact.Name.Length).DefaultIfEmpty().Max());
        if (width <= console.Profile.Width / 2)
        {
            WriteHanging(width, Gap, block.Facts.Select(fact => (fact.Name, fact.Value)));
            return;
        }

        // Beside such names there is no room for words: they stand under them.
        foreach (ReportFact fact in block.Facts)
        {
            WriteLine(fact.Name, Style.Plain);
            WriteHanging(Gap, Gap, [("", fact.Value)]);
        }
    }

    private void WriteHanging(int width, int gap, IEnumerable<(string Before, string Text)> lines)
    {
        Grid grid = new Grid()
            .AddColumn(new GridColumn { Width = width, Padding = new Padding(0, 0, gap, 0), NoWrap = true })
            .AddColumn(new GridColumn { Padding = new Padding(0) });
        foreach ((string before, string text) in lines)
            grid.AddRow(new Text(before), new Text(text));
        console.Write(grid);
    }

    private void Write(ReportTable table)
    {
        Table grid = new() { Border = new HeadRule() };
        foreach (ReportColumn column in table.Columns)
        {
            bool isLast = ReferenceEquals(column, table.Columns[^1]);
            TableColumn drawn = new(new Text(column.Head)) { Padding = new Padding(0, 0, isLast ? 0 : Gap, 0) };
            grid.AddColumn(column.HoldsNumbers ? drawn.RightAligned().NoWrap() : drawn);
        }

        foreach (IReadOnlyList<string> row in table.Rows)
            grid.AddRow(row.Select(cell => new Text(cell)));
        console.Write(grid);
        if (table.Note.Length > 0)
            WriteLine(table.Note, Style.Plain);
    }

    private void WriteLine(string text, Style style) => console.Write(new Text(text + "\n", style));

    /// <summary>A line under a table's head and no other.</summary>
    private sealed class HeadRule : TableBorder
    {
        public override string GetPart(TableBorderPart part) => part == TableBorderPart.HeaderBottom ? "─" : "";

        public override string GetColumnRow(
            TablePart part, IReadOnlyList<int> widths, IReadOnlyList<IColumn> columns) =>
            part is TablePart.Top or TablePart.Bottom ? "" : base.GetColumnRow(part, widths, columns);
    }
}
