using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Network.Comparison;
using Spectre.Console;

namespace IlgpuCnn.Cli.Reports.Comparison;

/// <summary>A comparison on the terminal; in a file or a pipe, the same as plain text.</summary>
internal sealed class ComparisonTerminal(IAnsiConsole console)
{
    /// <summary>Standard output, without escape codes where it goes to a file or a pipe.</summary>
    public static IAnsiConsole StandardOutput =>
        Console.IsOutputRedirected ? Plain(Console.Out) : AnsiConsole.Console;

    /// <summary>Text without escape codes.</summary>
    public static IAnsiConsole Plain(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = AnsiSupport.No,
        ColorSystem = ColorSystemSupport.NoColors,
        // These take the logs of some build servers for terminals, whatever was asked for.
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });

    /// <summary>Prints the title, then the blocks.</summary>
    public void Print(ComparisonResults results, IEnumerable<ReportBlock> blocks)
    {
        console.Write(new Text(results.Title + "\n", Bold));
        foreach (ReportBlock block in blocks)
            Print(block);
    }

    private static Style Bold { get; } = new(decoration: Decoration.Bold);

    private void Print(ReportBlock block)
    {
        if (block is ReportFigure)
            return;
        console.WriteLine();
        if (block.Heading.Length > 0)
            console.Write(new Text(block.Heading + "\n", Bold));
        if (block is ReportTable table)
            Print(table);
        else if (block is ReportText text)
            Print(text);
    }

    // What is longer than a line is told apart by its indentation.
    private void Print(ReportText text)
    {
        Grid grid = new Grid()
            .AddColumn(new GridColumn { Padding = new Padding(0, 0, 1, 0), NoWrap = true })
            .AddColumn(new GridColumn { Padding = new Padding(0) });
        foreach (string sentence in text.Sentences)
            grid.AddRow(new Text(text.IsNotice ? "!" : "-"), new Text(sentence));
        console.Write(grid);
    }

    private void Print(ReportTable table)
    {
        Table grid = new() { Border = TableBorder.Simple };
        for (int i = 0; i < table.Columns.Count; i++)
        {
            // One blank between columns: seven of them have to fit in 80.
            TableColumn column = new(new Text(table.Columns[i])) { Padding = new Padding(0, 0, 1, 0) };
            grid.AddColumn(i < table.TextColumns ? column : column.RightAligned().NoWrap());
        }

        foreach (IReadOnlyList<string> row in table.Rows)
            grid.AddRow(row.Select(cell => new Text(cell)));
        console.Write(grid);
        if (table.Note.Length > 0)
            console.Write(new Text(table.Note + "\n"));
    }
}
