using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cli.Reports.Runs;

public sealed class NetworkCostReportTests
{
    [Test]
    public void DryRun_Seed_CountsEveryLayersParametersAndMultiplyAdds()
    {
        string output = DryRun("seed");
        Assert.That(output, Does.Match(@"conv2 +28×28×64 +18,496 +1\.45 +14,450,688"));
        Assert.That(output, Does.Match(@"pool2 +6×6×128 +0 +0\.00 +0"));
        Assert.That(output, Does.Match(@"fc1 +1×1×256 +1,179,904 +92\.30 +1,179,648"));
        Assert.That(output, Does.Match(@"sum +1,278,292 +100\.00 +27,029,888"));
    }

    // Weights, gradients and a number that SGD keeps of each parameter: 12 bytes.
    [Test]
    public void DryRun_DenseLayerOfMostParameters_SaysWhatItTakesAndWhichModelsHaveNone()
    {
        string output = DryRun("seed", "--optimizer", "sgd");
        Assert.That(output, Does.Contain(
            "Layer fc1 holds 1,179,904 of the network's 1,278,292 parameters, 14,158,848 bytes with their gradients"));
        Assert.That(output, Does.Match("1 model with global average pooling .*: vgg-gap"));
    }

    [TestCase("vgg-gap")]
    [TestCase("small-mammals", Description = "its dense layer of most parameters has under a million")]
    public void DryRun_NetworkWithoutALargeDenseLayer_GivesNoNotice(string model) =>
        Assert.That(DryRun(model), Does.Not.Contain("of the network's"));

    private static string DryRun(string model, params string[] more)
    {
        ProgramResult result = Program.Run(
            ["train", "--dry-run", "--device", "cpu", "--data", "shapes(train=20,test=20)", "--model", model, .. more]);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        return result.Output.ReplaceLineEndings(" ");
    }
}
