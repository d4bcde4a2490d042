using System.Text.RegularExpressions;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>A captured step, its kernels assembled, of which cards of one architecture are estimated.</summary>
internal sealed partial class StepEstimate
{
    private readonly StepLog log;
    private readonly Dictionary<int, (KernelText Text, Assembled Made)> kernels;

    /// <summary>Assembles the kernels of a step.</summary>
    /// <exception cref="InputException">The log was made for a later architecture than the card's.</exception>
    /// <exception cref="AssemblerException">A kernel can't be assembled.</exception>
    public StepEstimate(StepLog log, Card card, Assembler assembler)
    {
        this.log = log;
        kernels = log.Nodes.Where(node => node.IsKernel).DistinctBy(node => node.Module)
            .AsParallel()
            .Select(node => (node.Module, Kernel: Assemble(log.TextOf(node), card, assembler)))
            .ToDictionary(module => module.Module, module => module.Kernel);
    }

    /// <summary>The estimate of each node, in order.</summary>
    public IReadOnlyList<NodeEstimate> On(Card card, ILaunchCounts source)
    {
        CacheContents cache = new(card.CacheMegabytes * (1 << 20));
        IReadOnlyList<NodeEstimate> estimates = [];
        // The second time the cache holds what the step before has left.
        for (int i = 0; i < 2; i++)
            estimates = [.. log.Nodes.Select(node => Estimate(node, card, source, cache))];
        return estimates;
    }

    private static (KernelText Text, Assembled Made) Assemble(string ptx, Card card, Assembler assembler)
    {
        string target = Target().Match(ptx).Groups[1].Value;
        return string.CompareOrdinal(target, card.Architecture) <= 0
            ? (new KernelText(ptx), assembler.Assemble(ptx, card.Architecture, disassemble: true))
            : throw new InputException(
                $"The log's kernels are for {target}, and {card.Name} has {card.Architecture}: make it with FAKECUDA_SM={card.Architecture[3..]}.");
    }

    private NodeEstimate Estimate(Launch node, Card card, ILaunchCounts source, CacheContents cache)
    {
        if (!node.IsKernel)
            return NodeEstimate.OfCopy(card, node);
        (KernelText text, Assembled made) = kernels[node.Module];
        LaunchCounts counts = source.Of(node, text, made);
        return NodeEstimate.OfKernel(
            card, node, counts, made.Registers, made.SharedBytes + node.DynamicSharedBytes, counts.Touched.Sum(cache.Touch));
    }

    [GeneratedRegex(@"(?m)^\.target (sm_\d+)")]
    private static partial Regex Target();
}
