using System.Runtime.InteropServices;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>Training steps of whole networks on executed PTX: models in every precision, beside the CPU.</summary>
[Category(TestCategories.Exhaustive)]
[Explicit("Takes minutes: dotnet test -p:TestSet=All --filter FullyQualifiedName~ExecutedTraining")]
public sealed class ExecutedTrainingTests : InTemporaryFolder
{
    private const string Rate = "0.05";

    // The first as it is, the second as a graph. By SGD: Adam turns the smallest difference of a gradient near zero into a
    // whole step.
    private static readonly string[] Steps =
    [
        "train", "--data", "shapes(train=20,test=20)", "--batch-size", "2", "--steps", "2", "--optimizer", "sgd(momentum=0.9)",
        "--augment", "flip,crop",
    ];

    [OneTimeSetUp]
    public void Compile() => FakeCudaDriver.Compile(_ => true);

    // How far the weights may be apart, as a share of the way they went: where rounding changes which of four is the largest,
    // or the sign before an activation, a gradient goes another way. What is wrong is as far apart as the way is long.
    [TestCase("seed", "tf32")]
    [TestCase("small-mammals", "fp32")]
    [TestCase("small-mammals", "tf32")]
    [TestCase("small-mammals", "bf16")]
    public void Steps_OnExecutedPtx_MatchTheCpu(string model, string precision)
    {
        double tolerance = precision switch { "fp32" => 1e-4, "tf32" => 0.15, _ => 0.3 };
        float[] start = OnCpu(model, "start", "1e-30");
        float[] cpu = OnCpu(model, "cpu", Rate);
        float[] gpu = OnCuda("", "cuda", "--model", model, "--precision", precision);
        double way = Distance(cpu, start), apart = Distance(cpu, gpu);
        TestContext.Progress.WriteLine($"{model} in {precision}: {apart / way:E1} of the way apart");
        Assert.That(way, Is.GreaterThan(0.01));
        Assert.That(apart, Is.LessThan(tolerance * way));
    }

    [TestCase("tf32")]
    public void Steps_WithGraphsAndWithoutAndInReversedOrder_GiveTheSameBits(string precision)
    {
        string[] options = ["--model", "small-mammals", "--precision", precision];
        float[] graphs = OnCuda("", "graphs", options);
        Assert.That(OnCuda("", "launches", [.. options, "--no-graph"]), Is.EqualTo(graphs), "without graphs");
        Assert.That(OnCuda("REVERSED=1", "reversed", options), Is.EqualTo(graphs), "groups, warps and branches reversed");
    }

    private static double Distance(float[] a, float[] b) =>
        Math.Sqrt(a.Zip(b, (x, y) => Math.Pow((double)x - y, 2)).Sum());

    private float[] OnCpu(string model, string name, string rate)
    {
        ProgramResult run = Program.Run(
            [.. Steps, "--device", "cpu", "--model", model, "--lr", rate, "--output", Folder.File(name)]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return Weights(name);
    }

    private float[] OnCuda(string settings, string name, params string[] options)
    {
        FakeRun run = FakeCudaDriver.Run(
            $"{FakeCudaDriver.Executing} {settings}", [.. Steps, "--device", "cuda", "--lr", Rate, .. options, "--output", Folder.File(name)]);
        Assert.That(run.Result.ExitCode, Is.Zero, run.Result.Error);
        Assert.That(run.Of("fault").Select(fault => fault.Line), Is.Empty);
        Assert.That(run.Of("executed"), Is.Not.Empty);
        return Weights(name);
    }

    // All tensors of a safetensors file: behind eight bytes of length and a header of so many.
    private float[] Weights(string name)
    {
        byte[] file = File.ReadAllBytes(Path.Combine(Directory.GetDirectories(Folder.File(name)).Single(), "model.safetensors"));
        int header = checked((int)BitConverter.ToInt64(file));
        return MemoryMarshal.Cast<byte, float>(file.AsSpan(8 + header)).ToArray();
    }
}
