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
    private static readonly Dictionary<string, Func<IEnumerable<(string Form, string Description)>>> Kinds = new()
    {
        ["models"] = () => Of(Model.Catalog),
        ["data"] = () => Of(Dataset.Catalog),
        ["augmentations"] = () => Of(AugmentationStep.Catalog),
        ["optimizers"] = () => Of(Optimizer.Catalog),
        ["schedules"] = () => Of(LearningRateSchedule.Catalog),
        ["scores"] = () => Of(ScoringFunction.Catalog),
        ["pacings"] = () => Of(PacingFunction.Catalog),
        ["layers"] = () => Of(LayerSpec.Catalog),
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
            {
                CatalogList.Print(KnownNames.Find("kind", asked, Kinds)());
                return;
            }

            foreach ((string name, Func<IEnumerable<(string, string)>> entries) in Kinds)
            {
                Console.WriteLine(name);
                CatalogList.Print(entries());
                Console.WriteLine();
            }
        });
        return command;
    }

    private static IEnumerable<(string Form, string Description)> Of<T>(Catalog<T> catalog)
        where T : notnull => catalog.Entries.Select(entry => (entry.Form, entry.Description));
}
