using System.CommandLine;
using IlgpuCnn.Cli.Reports.Runs;
using IlgpuCnn.Cli.Reports.Scores;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>score</c>: gives each training image its difficulty and stores it in a file.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        Command command = new("score", "Score the training images by difficulty, once, into a file; see --list.");
        Argument<string?> score = new("score")
        {
            Description = "Scoring function with its arguments, such as random(seed=2), or a score file",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> list = new("--list") { Description = "List the scoring functions, one line each" };
        Option<string?> output = new("--output")
        {
            Description = "File to write, .csv or .parquet; default: the score's name with .csv, in this folder",
        };
        Option<bool> force = new("--force") { Description = "Overwrite the file if there is one" };
        ConfigOptions<DataConfig> data = DataOptions.Create();
        ConfigOptions<TrainingRecipe> training = TrainingOptions.Create();
        DeviceOptions devices = new();
        command.Arguments.Add(score);
        foreach (Option option in (Option[])[list, output, force])
            command.Options.Add(option);
        data.AddTo(command);
        training.AddTo(command);
        devices.AddTo(command);
        command.Subcommands.Add(ScoreAuditCommand.Create());
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(list))
            {
                TerminalWriter.Print(ScoreReport.Known());
                return;
            }

            Component<ScoringFunction> asked = ScoringFunction.Parse(parsed.GetValue(score)
                ?? throw new InputException("Say which score: 'ilgpucnn list scores' shows all."));
            if (training.FirstGiven(parsed) is { } idle && !asked.Value.TrainsModels)
                throw new InputException($"{idle} was given, and the score '{asked}' trains no model: leave it out.");
            string path = parsed.GetValue(output) ?? DefaultPath(asked);
            TrainingRecipe recipe = training.Apply(parsed, new TrainingRecipe());
            recipe.Check();
            ImageSet images = LoadedData.Of(parsed, data.Apply(parsed, new DataConfig())).Train;
            RequirePlace(path, parsed.GetValue(force));
            using ComputeDevice device = devices.Open(parsed);
            using Interruption interruption = new();
            ScoringContext context = new(device, images, recipe, RunReport.PrintLine, interruption.Token);
            ScoreTable table = ScoreMaker.Make(asked, context);
            ScoreFile.Save(path, table, images);
            TerminalWriter.Print(ScoreReport.Of(table, images, path));
        });
        return command;
    }

    // "edges(threshold=0.25)" → "edges-threshold=0.25.csv": a name that no shell takes apart.
    private static string DefaultPath(Component<ScoringFunction> score)
    {
        string name = score.Value is FileScore file ? Path.GetFileNameWithoutExtension(file.Path) : score.Text;
        char[] kept = [.. name.Select(c => char.IsAsciiLetterOrDigit(c) || "-_.=".Contains(c) ? c : '-')];
        return new string(kept).Trim('-') + ".csv";
    }

    // Before the work, which may take hours.
    private static void RequirePlace(string path, bool force)
    {
        ScoreFile.RequireFormat(path);
        if (File.Exists(path) && !force)
            throw new InputException($"There is '{path}' already: overwrite it with --force or name another --output.");
        ReportFile.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
