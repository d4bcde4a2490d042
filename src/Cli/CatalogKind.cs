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

namespace IlgpuCnn.Cli;

/// <summary>A kind of thing that the command line asks for by name.</summary>
/// <param name="Name">How <c>list</c> calls it: "optimizers".</param>
/// <param name="Option">The option that takes one; null where none does.</param>
/// <param name="Facts">All there are, under a heading.</param>
/// <param name="Forms">The name of each, with its arguments.</param>
internal sealed record CatalogKind(
    string Name, string? Option, Func<string, ReportFacts> Facts, Func<IEnumerable<ComponentText>> Forms)
{
    /// <summary>All kinds.</summary>
    public static IReadOnlyList<CatalogKind> All { get; } =
    [
        Of("models", "--model", () => Model.Catalog),
        Of("data", "--data", () => Dataset.Catalog),
        Of("augmentations", "--augment", () => AugmentationStep.Catalog),
        Of("optimizers", "--optimizer", () => Optimizer.Catalog),
        Of("schedules", "--lr-schedule", () => LearningRateSchedule.Catalog),
        Of("scores", "--score", () => ScoringFunction.Catalog),
        Of("pacings", "--pacing", () => PacingFunction.Catalog),
        Of("layers", null, () => LayerSpec.Catalog),
    ];

    // Catalogs are filled when they are first asked for, which at most starts of the program few are.
    private static CatalogKind Of<T>(string name, string? option, Func<Catalog<T>> catalog)
        where T : notnull => new(
            name, option, heading => CatalogFacts.Of(catalog(), heading),
            () => catalog().Entries.Select(entry => ComponentText.Parse(catalog().Kind, entry.Form)));
}
