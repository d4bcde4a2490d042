using System.CommandLine;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>list</c>: everything that can be asked for by name, with its arguments and their defaults.</summary>
internal static class ListCommand
{
    private static readonly Dictionary<string, Func<string, ReportFacts>> Kinds = new()
    {
        ["models"] = heading => CatalogFacts.Of(Model.Catalog, heading),
        ["data"] = heading => CatalogFacts.Of(Dataset.Catalog, heading),
        ["augmentations"] = heading => CatalogFacts.Of(AugmentationStep.Catalog, heading),
        ["optimizers"] = heading => CatalogFacts.Of(Optimizer.Catalog, heading),
        ["schedules"] = heading => CatalogFacts.Of(LearningRateSchedule.Catalog, heading),
        ["scores"] = heading => CatalogFacts.Of(ScoringFunction.Catalog, heading),
        ["pacings"] = heading => CatalogFacts.Of(PacingFunction.Catalog, heading),
        ["layers"] = heading => CatalogFacts.Of(LayerSpec.Catalog, heading),
    };

    public static Command Create()
    {
        Command command = new("list", "List models, scores, optimizers and all else that is asked for by name.");
        Argument<string?> kind = new("kind")
        {
            Description = $"{string.Join(", ", Kinds.Keys)}; default: all",
            Arity = ArgumentArity.ZeroOrOne,
        };
        command.Arguments.Add(kind);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(kind) is { } asked)
                TerminalWriter.Print(KnownNames.Find("kind", asked, Kinds)(""));
            else
                TerminalWriter.Print([.. Kinds.Select(each => each.Value(each.Key))]);
        });
        return command;
    }
}
