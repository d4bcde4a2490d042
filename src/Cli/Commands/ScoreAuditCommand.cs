using System.CommandLine;
using IlgpuCnn.Cli.Reports.Scores;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>score audit</c>: what scores are worth, in numbers and pictures, before anything is trained by them.
/// </summary>
internal static class ScoreAuditCommand
{
    public static Command Create()
    {
        Command command = new("audit", "Compare score files of the same images: a page with numbers and pictures.");
        Argument<string[]> files = new("files")
        {
            Description = "Score files",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> output = new("--output")
        {
            Description = "Folder for audit.html, correlations.csv and the contact sheets",
            DefaultValueFactory = _ => "audit",
        };
        Option<int> perClass = new("--per-class")
        {
            Description = "Images of each class at either end of a contact sheet",
            DefaultValueFactory = _ => 8,
        };
        ConfigOptions<DataConfig> data = DataOptions.Create();
        command.Arguments.Add(files);
        command.Options.Add(output);
        command.Options.Add(perClass);
        data.AddTo(command);
        command.SetAction(parsed =>
        {
            int shown = parsed.GetValue(perClass);
            if (shown < 1)
                throw new InputException($"--per-class is {shown}; it must be at least 1.");
            ImageData splits = LoadedData.Of(parsed, data.Apply(parsed, new DataConfig()));
            ImageSet images = splits.Train;
            ScoreAudit audit = ScoreAudit.Of(Load(parsed.GetValue(files)!, images), images);
            TerminalWriter.Print(AuditReport.ForTerminal(audit, images));
            string about = $"{splits.Name}: {NumberText.Count(images.Count)} training images, "
                + $"{images.ClassNames.Length} classes";
            Write(parsed.GetValue(output)!, audit, images, about, shown);
        });
        return command;
    }

    // Scores go by their files' names: two files may hold the same scoring function.
    private static List<(string Name, ScoreTable Table)> Load(string[] paths, ImageSet images)
    {
        List<(string Name, ScoreTable Table)> named = [];
        foreach (string path in paths)
        {
            string stem = Path.GetFileNameWithoutExtension(path);
            string name = stem;
            for (int i = 2; named.Any(score => score.Name == name); i++)
                name = $"{stem}-{i}";
            named.Add((name, ScoreFile.Load(path, images)));
        }

        return named;
    }

    private static void Write(string folder, ScoreAudit audit, ImageSet images, string about, int perClass)
    {
        ContactSheet[] sheets = [.. audit.Scores.Select(score => new ContactSheet(images, score.Order, perClass))];
        for (int i = 0; i < sheets.Length; i++)
            ReportFile.Write(folder, $"contact-{audit.Scores[i].Name}.png", ContactPicture.ToPng(sheets[i]));
        ReportFile.Write(folder, "correlations.csv", AuditReport.ToCsv(audit));
        ReportFile.Write(folder, "audit.html", PageWriter.Of(AuditReport.ForPage(audit, images, about, sheets)));
        Console.WriteLine();
        TerminalWriter.Print(new ReportFact("saved", Path.Combine(folder, "audit.html")));
    }
}
