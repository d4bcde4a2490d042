using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Cli.Reports.Runs;

/// <summary>
/// What each layer of a run's network costs for the size of its images, and a notice where one dense layer, which grows
/// with that size, holds most of the parameters.
/// </summary>
internal static class NetworkCostReport
{
    private const long FewestWorthANotice = 1_000_000;

    /// <summary>The whole report.</summary>
    /// <exception cref="InputException">The images don't suit the model.</exception>
    public static Report Of(ComputeDevice device, TrainingRecipe recipe, ImageSet images)
    {
        NetworkArchitecture architecture = PreparedNetwork.ArchitectureOf(device, images, recipe);
        IReadOnlyList<LayerCost> layers = architecture.Costs(device);
        int optimizerStates = recipe.Optimizer.Value.UseFor(recipe.BatchSize).OptimizerStates;
        ReportText[] notices =
            [.. Notice(layers, optimizerStates, images).Select(text => new ReportText("", [text], IsNotice: true))];
        return new Report("", [Table(layers), .. notices]);
    }

    private static ReportTable Table(IReadOnlyList<LayerCost> layers)
    {
        long parameters = layers.Sum(layer => layer.Parameters);
        IEnumerable<string[]> rows = layers.Select(layer => Row(layer.Name, $"{layer.Output}", layer));
        LayerCost sum = new("", default, parameters, layers.Sum(layer => layer.MultiplyAdds), IsDense: false);
        return new ReportTable(
            "",
            [
                .. ReportColumn.Words("layer", "output"),
                .. ReportColumn.Numbers("parameters", "share, %", "multiply-adds, one image"),
            ],
            [.. rows, Row("sum", "", sum)]);

        string[] Row(string name, string output, LayerCost cost) =>
        [
            name, output, NumberText.Count(cost.Parameters),
            parameters == 0 ? NumberText.None : NumberText.Percent((double)cost.Parameters / parameters),
            NumberText.Count(cost.MultiplyAdds),
        ];
    }

    private static IEnumerable<string> Notice(IReadOnlyList<LayerCost> layers, int optimizerStates, ImageSet images)
    {
        long parameters = layers.Sum(layer => layer.Parameters);
        LayerCost? largest = layers.Where(layer => layer.IsDense).MaxBy(layer => layer.Parameters);
        if (largest is null || largest.Parameters <= FewestWorthANotice || 2 * largest.Parameters <= parameters)
            yield break;
        long bytes = largest.Parameters * sizeof(float) * (2 + optimizerStates);
        string[] others = [.. ModelsWithGlobalPooling(ImageShape.Of(images), images.ClassNames.Length)];
        string instead = others.Length == 0
            ? ""
            : $" {Plural.Of(others.Length, "model")} with global average pooling in front of the logits, whose dense layer "
                + $"does not grow with the images: {string.Join(", ", others)}.";
        yield return $"Layer {largest.Name} holds {NumberText.Count(largest.Parameters)} of the network's "
            + $"{NumberText.Count(parameters)} parameters, {NumberText.Count(bytes)} bytes with their gradients and what "
            + $"the optimizer keeps of them.{instead}";
    }

    // Those that can be asked for by name alone and suit the images; an architecture tells, whoever wrote the model.
    private static IEnumerable<string> ModelsWithGlobalPooling(ImageShape input, int classes)
    {
        foreach (CatalogEntry<Model> entry in Model.Catalog.Entries.Where(entry => entry.NeedsNoArguments))
        {
            if (PoolsGlobally(entry.Name, input, classes))
                yield return entry.Name;
        }
    }

    private static bool PoolsGlobally(string model, ImageShape input, int classes)
    {
        try
        {
            return Model.Catalog.Parse(model).Value.Architecture(input, classes).Layers
                .Any(layer => layer is GlobalAveragePoolSpec);
        }
        catch (InputException)
        {
            return false; // it can't be made for such images, so there is nothing to recommend
        }
    }
}
