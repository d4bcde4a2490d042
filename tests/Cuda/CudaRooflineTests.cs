using IlgpuCnn.Kernels;
using IlgpuCnn.PtxReport;
using IlgpuCnn.PtxReport.Roofline;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>A training step on paper, from the program on the fake driver to the estimate.</summary>
[Category(TestCategories.Exhaustive)]
public sealed class CudaRooflineTests
{
    private const int Images = 8;

    // Of 'seed': forward and backward-weight of all five layers, backward-input of all but the first.
    private const double Terms = (2 * ((900 * 27 * 32) + (784 * 288 * 64) + (144 * 576 * 128) + (4608 * 256) + (256 * 20)))
        + (900 * 576 * 32) + (196 * 1152 * 64) + (4608 * 256) + (256 * 20);

    private TemporaryFolder folder = null!;
    private Assembler assembler = null!;

    [OneTimeSetUp]
    public void Train()
    {
        string? ptxas = Environment.GetEnvironmentVariable("ILGPUCNN_PTXAS");
        if (ptxas is null)
            Assert.Ignore("Set ILGPUCNN_PTXAS to the path of NVIDIA's ptxas to assemble the kernels.");
        assembler = new Assembler(ptxas!);
        folder = new TemporaryFolder();
        ProgramResult run = FakeCudaDriver.RunInto(
            folder.File(StepLog.FileName), folder.Path, "train", "--device", "cuda", "--model", "seed", "--data",
            "shapes(train=40,test=20)", "--batch-size", $"{Images}", "--steps", "4", "--output", folder.File("runs"));
        Assert.That(run.ExitCode, Is.Zero, run.Error);
    }

    [OneTimeTearDown]
    public void RemoveFolder() => folder?.Dispose();

    [Test]
    public void Estimate_OfAStepOfSeed_KnowsEveryProductAndItsTile()
    {
        Card card = Card.Find("h100");
        StepLog log = StepLog.Read(folder.Path);
        IReadOnlyList<NodeEstimate> nodes = new StepEstimate(log, card, assembler).On(card, new StaticCounts(log.Memory));
        NodeEstimate[] products = [.. nodes.Where(node => node.IsProduct)];
        Assert.Multiple(() =>
        {
            Assert.That(products, Has.Length.EqualTo(14));
            Assert.That(products.Sum(node => node.Counts.WantedTerms), Is.EqualTo(Images * Terms));
            Assert.That(products.Select(node => node.Counts.Tile), Is.All.Not.Empty);
            Assert.That(products.Select(node => node.Counts.TensorTerms / node.Counts.WantedTerms), Is.All.GreaterThanOrEqualTo(1));
            Assert.That(nodes.Where(node => node.Node.IsKernel).Select(node => node.Counts.Touched.Count), Is.All.Positive);
            Assert.That(nodes.Select(node => node.Microseconds), Is.All.InRange(0.1, 1000));
        });
    }

    [Test]
    public void Estimate_OnAnEarlierArchitecture_SaysHowToMakeTheLog() => Assert.That(
        () => new StepEstimate(StepLog.Read(folder.Path), Card.Find("a100"), assembler),
        Throws.TypeOf<AggregateException>().With.InnerException.TypeOf<InputException>().With.InnerException.Message.Contains("FAKECUDA_SM=80"));
}
