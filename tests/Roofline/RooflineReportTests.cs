using IlgpuCnn.Kernels;
using IlgpuCnn.PtxReport.Roofline;

namespace IlgpuCnn.Tests.Roofline;

public sealed class RooflineReportTests
{
    private static readonly NodeEstimate[] Nodes =
    [
        Node(new LaunchCounts { WantedTerms = 12e6, Tile = "64x32" }, "tensor", 6), Node(new LaunchCounts(), "memory", 10),
    ];

    [Test]
    public void Totals_OfAStep_AddProductsAllElseAndNodes()
    {
        string text = RooflineReport.Totals(Nodes, 64);
        Assert.That(text, Does.Contain("| products | 1 | 6.0 | 30 % |\n| all else | 1 | 10.0 | 50 % |"));
        Assert.That(text, Does.Contain("| nodes by themselves | 2 | 4.0 | 20 % |\n| step | 2 | 20.0 | 100 % |"));
        Assert.That(text, Does.Contain("3,200,000 images/s; 1.2 TFLOP/s over the step, 4.0 in products."));
        Assert.That(text, Does.Contain("Limits: memory 10.0 µs, tensor 6.0 µs."));
    }

    [Test]
    public void Markdown_OfAStep_HasARowANodeAsWideAsItsHeader()
    {
        string[] rows = [.. RooflineReport.Markdown(RooflineCases.Card, Nodes, null).Split('\n').Where(line => line.StartsWith('|'))];
        Assert.That(rows[2], Does.StartWith("| MadeUpKernel 64x32 | 4,1,1 × 32 |"));
        Assert.That(rows[..4].Select(row => row.Count(c => c == '|')).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Find_AnUnknownCard_SaysWhichThereAre() =>
        Assert.That(() => Card.Find("v100"), Throws.TypeOf<InputException>().With.Message.Contains("h100, a100"));

    // The whitepaper's peak, by multiprocessor and cycle.
    [Test]
    public void TensorTermsPerCycle_OfAnH100_AreTheShareOfItsPeak() =>
        Assert.That(Card.Find("h100").TensorTermsPerCycle(isBf16: false), Is.EqualTo(0.62 * 494.7e12 / 2 / 132 / 1.755e9));

    private static NodeEstimate Node(LaunchCounts counts, string limit, double microseconds) =>
        new(RooflineCases.Launch(4), counts, 32, 8, 0.1, 0, limit, microseconds);
}
