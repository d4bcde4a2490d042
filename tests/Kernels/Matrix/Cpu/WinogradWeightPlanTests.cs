using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Matrix.Cpu;
using IlgpuCnn.Tests.Reference;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Matrix.Cpu;

public sealed class WinogradWeightPlanTests
{
    private static readonly Conv2DShape ManyChannels = Conv2DShape.Create(33, 5, 5, 128, 256, 3, 3, Padding.Same);

    // Four tiles an image of 5×5 to 8×8, one of 4×4; by the shape alone, whatever the workers.
    [TestCase(64, 4, 256, 1)]
    [TestCase(64, 8, 256, 4)]
    [TestCase(512, 8, 256, 8)]
    [TestCase(64, 12, 256, 8)]
    [TestCase(64, 8, 128, 8)]
    public void Slices_FewTilesOfManyChannels_AreFewer(int n, int side, int channels, int slices)
    {
        Conv2DShape shape = Conv2DShape.Create(n, side, side, channels, channels, 3, 3, Padding.Same);
        foreach (int workers in new[] { 1, 7, 64 })
            Assert.That(WinogradWeightPlan.Of(shape, 512, workers).Slices, Is.EqualTo(slices));
    }

    [Test]
    public void BackwardWeight_FewerSlicesThanWorkers_MatchesReferenceAndHasTheSameBits()
    {
        Conv2DShape s = ManyChannels;
        Assert.That(WinogradWeightPlan.Of(s, 512, 7).Slices, Is.EqualTo(2));
        float[] x = Values.Uniform(s.InputLength, 1);
        float[] dy = Values.Uniform(s.OutputLength, 2);
        float[] dw = BackwardWeight(threads: 7, x, dy);
        Close.To(ConvReference.BackwardWeight(s, x.ToDouble(), dy.ToDouble()), dw, "dw", 1e-3);
        Assert.That(BackwardWeight(threads: 1, x, dy).AsSpan().SequenceEqual(dw), Is.True);
    }

    private static float[] BackwardWeight(int threads, float[] x, float[] dy)
    {
        using ComputeDevice device = DeviceCatalog.OpenCpu(threads);
        using var xs = device.Allocate(x);
        using var dys = device.Allocate(dy);
        using var dws = device.Allocate<float>(ManyChannels.WeightLength);
        using var dbs = device.Allocate<float>(ManyChannels.OutC);
        new Conv2D(device).BackwardWeight(ManyChannels, xs.View, dys.View, dws.View, dbs.View);
        return dws.GetAsArray1D(device.Stream);
    }
}
