using IlgpuCnn.PtxReport.Roofline;

namespace IlgpuCnn.Tests.Roofline;

public sealed class NodeEstimateTests
{
    private static readonly LaunchCounts Nothing = new();

    [Test]
    public void OfKernel_WhoseLongestIsMemory_TakesItsBytesBySpeed() =>
        Expect(Of(10, Nothing, memoryBytes: 1e6), "memory", 10);

    [Test]
    public void OfKernel_WhoseLongestIsTheCache_TakesItsBytesBySpeed() =>
        Expect(Of(1000, Nothing with { CacheBytes = 5e6 }), "L2", 10);

    [Test]
    public void OfKernel_OnOneMultiprocessor_GetsThatOnesShareOfTheCache() =>
        Expect(Of(1, Nothing with { CacheBytes = 640e3 }), "L2", 10);

    [Test]
    public void OfKernel_WithManyInstructions_BeginsFourACycle() =>
        Expect(Of(10, Nothing with { Instructions = 400e3 }), "issue", 10);

    // 1,000 by the peak, of which mma.sync reaches half; twice as many in bf16.
    [TestCase(false, 20)]
    [TestCase(true, 10)]
    public void OfKernel_WithTensorCores_TakesTheShareOfMma(bool isBf16, double microseconds) =>
        Expect(Of(10, Nothing with { TensorTerms = 200e6, IsBf16 = isBf16 }), "tensor", microseconds);

    [Test]
    public void OfKernel_WithMuchSharedMemory_MovesAllBanksACycle() =>
        Expect(Of(10, Nothing with { SharedBytes = 12.8e6 }), "shared", 10);

    // The first load's 400 cycles; then the longer of loads in turn and of instructions with barriers.
    [TestCase(49, 0, 0, 10)]
    [TestCase(1, 3600, 100, 10)]
    public void OfKernel_WithFewBlocks_WaitsForOneWarp(double loads, double instructions, double barriers, double microseconds) =>
        Expect(
            Of(1, Nothing with { LoadsInTurn = loads, WarpInstructions = instructions, Barriers = barriers }), "latency", microseconds);

    // Half of the 48 later loads are of the 400 cycles of device memory.
    [Test]
    public void OfKernel_WhoseLoadsAreHalfFromMemory_WaitsLongerForThese() => Expect(
        Of(1, Nothing with { LoadsInTurn = 49, CacheBytes = 1000 }, memoryBytes: 500), "latency", 0.4 + (48 * 0.3));

    [Test]
    public void OfKernel_WithMoreBlocksThanFit_WaitsAWaveLonger()
    {
        NodeEstimate one = Of(80, Nothing with { LoadsInTurn = 4 });
        NodeEstimate two = Of(81, Nothing with { LoadsInTurn = 4 });
        Assert.That((one.BlocksPerMultiprocessor, one.Waves), Is.EqualTo((8, 1.0)));
        Assert.That(two.Microseconds, Is.EqualTo(2 * one.Microseconds));
    }

    // The 11th block has a multiprocessor do two, whatever the others do.
    [Test]
    public void OfKernel_WithABlockMoreThanMultiprocessors_TakesTwiceAsLong() =>
        Assert.That(
            Of(11, Nothing with { Instructions = 1.1e6 }).Microseconds,
            Is.EqualTo(2 * Of(10, Nothing with { Instructions = 1e6 }).Microseconds).Within(1e-9));

    [Test]
    public void OfCopy_OfBytes_TakesThemBySpeed() =>
        Expect(
            NodeEstimate.OfCopy(RooflineCases.Card, new Launch(0, "copy across", (0, 0, 0), 0, 0, [], 1_000_000)), "memory", 10);

    private static NodeEstimate Of(int blocks, LaunchCounts counts, double memoryBytes = 0) => NodeEstimate.OfKernel(
        RooflineCases.Card, RooflineCases.Launch(blocks), counts, registers: 32, sharedBytes: 0, memoryBytes);

    private static void Expect(NodeEstimate estimate, string limit, double microseconds)
    {
        Assert.That(estimate.Limit, Is.EqualTo(limit));
        Assert.That(estimate.Microseconds, Is.EqualTo(microseconds).Within(1e-9));
    }
}
