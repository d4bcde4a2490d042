using System.Globalization;
using System.Text;

namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>The Markdown of an estimate.</summary>
internal static class RooflineReport
{
    /// <summary>A row a node, then the sums.</summary>
    /// <param name="card">The card.</param>
    /// <param name="nodes">Of the step, in order.</param>
    /// <param name="images">Of a step; null where it is not known.</param>
    public static string Markdown(Card card, IReadOnlyList<NodeEstimate> nodes, int? images)
    {
        StringBuilder page = new();
        page.Append(CultureInfo.InvariantCulture, $"""
            ## A training step on paper: {card.Name}, {nodes.Count} nodes

            | kernel | grid × block | blocks an SM | waves | registers | MB of memory | MB of L2 | Gterms | tensor Gterms | M instructions | limit | µs |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |

            """);
        foreach (NodeEstimate node in nodes)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {$"{node.Node.Kernel} {node.Counts.Tile}".TrimEnd()} | {Shape(node.Node)} | {node.BlocksPerMultiprocessor} | {node.Waves:0.00} | {node.Registers} | {node.MemoryBytes / 1e6:0.00} | {node.Counts.CacheBytes / 1e6:0.00} | {node.Counts.WantedTerms / 1e9:0.000} | {node.Counts.TensorTerms / 1e9:0.000} | {node.Counts.Instructions / 1e6:0.000} | {node.Limit} | {node.Microseconds:0.00} |\n");
        }

        return page.Append('\n').Append(Totals(nodes, images)).ToString();
    }

    /// <summary>The sums of a step: products, all else, what nodes cost by themselves, and what limits them.</summary>
    public static string Totals(IReadOnlyList<NodeEstimate> nodes, int? images)
    {
        double products = nodes.Where(node => node.IsProduct).Sum(node => node.Microseconds);
        double others = nodes.Where(node => !node.IsProduct).Sum(node => node.Microseconds);
        double overhead = nodes.Count * NodeEstimate.OverheadMicroseconds;
        double total = products + others + overhead;
        double terms = nodes.Sum(node => node.Counts.WantedTerms);
        StringBuilder text = new("| part | nodes | µs | share |\n| --- | --- | --- | --- |\n");
        void Row(string part, int count, double time) => text.Append(
            CultureInfo.InvariantCulture, $"| {part} | {count} | {time:0.0} | {time / total:0 %} |\n");
        Row("products", nodes.Count(node => node.IsProduct), products);
        Row("all else", nodes.Count(node => !node.IsProduct), others);
        Row("nodes by themselves", nodes.Count, overhead);
        Row("step", nodes.Count, total);
        text.Append('\n').Append(
            CultureInfo.InvariantCulture,
            $"{(images is { } n ? $"{n / total * 1e6:#,0} images/s; " : "")}{2 * terms / total / 1e6:0.0} TFLOP/s over the step, {2 * terms / Math.Max(products, 1e-9) / 1e6:0.0} in products. Limits: ");
        text.AppendJoin(", ", nodes.GroupBy(node => node.Limit).OrderByDescending(group => group.Sum(n => n.Microseconds)).Select(
            group => string.Create(CultureInfo.InvariantCulture, $"{group.Key} {group.Sum(node => node.Microseconds):0.0} µs")));
        return text.Append(".\n").ToString();
    }

    private static string Shape(Launch node) => node.IsKernel
        ? string.Create(CultureInfo.InvariantCulture, $"{node.Grid.X},{node.Grid.Y},{node.Grid.Z} × {node.BlockThreads}")
        : "";
}
