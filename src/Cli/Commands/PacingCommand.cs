using System.CommandLine;
using IlgpuCnn.Cli.Reports.Charts;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>pacing</c>: the pacing functions, and what they look like.</summary>
internal static class PacingCommand
{
    private const int Width = 960;
    private const int Height = 480;

    // One a pixel.
    private const int Points = Width;

    private static readonly double[] Shares = [0, 0.1, 0.25, 0.5, 0.75, 1];

    public static Command Create() => new("pacing", "List the pacing functions, and draw them.") { List(), Plot() };

    private static Command List()
    {
        Command command = new("list", "List the pacing functions with their arguments' defaults, one line each.");
        command.SetAction(_ =>
        {
            TerminalWriter.Print(CatalogFacts.Of(PacingFunction.Catalog));
        });
        return command;
    }

    private static Command Plot()
    {
        Command command = new("plot", "Draw pacing functions, and print how many images they show.");
        Argument<string[]> pacings = new("pacings")
        {
            Description = "Such as \"root(a=0.8,b=0.2)\"; default: all that need no score",
        };
        Option<long> steps = new("--steps") { Description = "Training steps", DefaultValueFactory = _ => 3500 };
        Option<int> images = new("--images") { Description = "Training images", DefaultValueFactory = _ => 50_000 };
        Option<string> output = new("--output") { Description = "SVG file", DefaultValueFactory = _ => "pacing.svg" };
        command.Arguments.Add(pacings);
        command.Options.Add(steps);
        command.Options.Add(images);
        command.Options.Add(output);
        command.SetAction(parsed =>
        {
            long last = parsed.GetValue(steps);
            if (last < 1)
                throw new InputException($"The number of steps is {last}; it must be at least 1.");
            if (parsed.GetValue(images) < 1)
                throw new InputException($"The number of images is {parsed.GetValue(images)}; it must be at least 1.");
            string file = parsed.GetValue(output)!;
            if (Path.GetExtension(file) is { Length: > 0 } extension
                && !extension.Equals(".svg", StringComparison.OrdinalIgnoreCase))
            {
                throw new InputException($"'{file}' ends in {extension}, and the chart is SVG: give --output a name in .svg.");
            }

            PacingScope scope = new(last, parsed.GetValue(images));
            string[] asked = parsed.GetValue(pacings) is { Length: > 0 } given ? given : [.. WithoutScores];
            (string Text, PacingFunction Pacing)[] drawn = [.. asked.Select(text => (text, Parse(text)))];
            ReportFile.Write(file, Draw(drawn, scope).ToSvg());
            TerminalWriter.Print(Table(drawn, scope), new ReportFacts([new ReportFact("saved", file)]));
        });
        return command;
    }

    private static IEnumerable<string> WithoutScores => PacingFunction.Catalog.Entries
        .Where(entry => entry.NeedsNoArguments && !PacingFunction.Catalog.Parse(entry.Form).Value.ReadsDifficulties)
        .Select(entry => entry.Form);

    private static PacingFunction Parse(string text)
    {
        PacingFunction pacing = PacingFunction.Catalog.Parse(text).Value;
        return pacing.ReadsDifficulties
            ? throw new InputException($"'{text}' depends on the scores of the data, so it can't be drawn without them.")
            : pacing;
    }

    private static ReportTable Table((string Text, PacingFunction Pacing)[] drawn, PacingScope scope) => new(
        "",
        [
            .. ReportColumn.Words("visible images at"),
            .. ReportColumn.Numbers(Shares.Select(share => $"{NumberText.ShortPercent(share)} %")),
        ],
        [
            .. from one in drawn
               let counts = Shares.Select(share => one.Pacing.VisibleAt((long)(share * scope.Steps), scope, 1))
               select (string[])[one.Text, .. counts.Select(count => NumberText.Count(count))],
        ]);

    private static LineChart Draw((string Text, PacingFunction Pacing)[] drawn, PacingScope scope) => new(
        "Visible images by step", "step", "visible images",
        [.. drawn.Select((one, i) => Series(one.Text, one.Pacing, scope) with { Dashed = i >= ChartColours.Count })],
        Width, Height);

    private static ChartSeries Series(string text, PacingFunction pacing, PacingScope scope)
    {
        IEnumerable<long> steps = Enumerable.Range(0, Points + 1)
            .Select(i => (long)((double)i / Points * scope.Steps)).Distinct();
        // A step that is wider than a pixel is drawn until the next one.
        (long X, long Step)[] points = scope.Steps >= Points
            ? [.. steps.Select(step => (step, step))]
            : [.. steps.SelectMany(step => new[] { (step, step), (Math.Min(step + 1, scope.Steps), step) })];
        return new ChartSeries(
            text, [.. points.Select(point => (double)point.X)],
            [.. points.Select(point => (double)pacing.VisibleAt(point.Step, scope, 1))]);
    }
}
