using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Tests.Kernels.Matrix;

public sealed class PoolShapeTests
{
    [Test]
    public void Create_OddInput_HasTheOutputExtents()
    {
        PoolShape shape = PoolShape.Create(3, 7, 5, 17, 3, 2, new Padding(1), 2);
        Assert.That((shape.OutH, shape.OutW, shape.OutputLength), Is.EqualTo((4, 3, 3 * 4 * 3 * 17)));
    }

    [TestCaseSource(typeof(PoolCases), nameof(PoolCases.All))]
    public void Outputs_EveryInput_AreThoseWhoseInputsHoldIt(PoolShape shape)
    {
        for (int h = 0; h < shape.H; h++)
        {
            for (int w = 0; w < shape.W; w++)
            {
                PoolWindow found = shape.Outputs(h, w);
                for (int oh = 0; oh < shape.OutH; oh++)
                {
                    for (int ow = 0; ow < shape.OutW; ow++)
                    {
                        Assert.That(
                            Holds(found, oh, ow), Is.EqualTo(Holds(shape.Inputs(oh, ow), h, w)), $"{h},{w} {oh},{ow}");
                    }
                }
            }
        }
    }

    [TestCaseSource(typeof(PoolCases), nameof(PoolCases.All))]
    public void Tile_AllOutputs_CoverEveryInputOnce(PoolShape shape)
    {
        int[] covered = new int[shape.H * shape.W];
        for (int oh = 0; oh < shape.OutH; oh++)
        {
            for (int ow = 0; ow < shape.OutW; ow++)
            {
                PoolWindow tile = shape.Tile(oh, ow);
                for (int h = tile.Top; h < tile.Bottom; h++)
                {
                    for (int w = tile.Left; w < tile.Right; w++)
                        covered[(h * shape.W) + w]++;
                }
            }
        }

        Assert.That(covered, Is.All.EqualTo(1));
    }

    [Test]
    public void Create_PaddingAsWideAsTheKernel_IsRefused() => Assert.That(
        () => PoolShape.Create(1, 8, 8, 1, 2, 3, new Padding(2), 2),
        Throws.ArgumentException.With.Message.Contains("Padding of 2,2,2,2 leaves a 2×3 pooling window"));

    [Test]
    public void Create_KernelLargerThanInput_IsRefused() => Assert.That(
        () => PoolShape.Create(1, 4, 8, 1, 5, 3, Padding.Valid, 1),
        Throws.ArgumentException.With.Message.Contains("5×3 does not fit an input of 4×8"));

    [Test]
    public void Create_NoStride_IsRefused() => Assert.That(
        () => PoolShape.Create(1, 4, 8, 1, 2, 2, Padding.Valid, 0),
        Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("stride must be at least 1"));

    private static bool Holds(PoolWindow window, int row, int column) =>
        row >= window.Top && row < window.Bottom && column >= window.Left && column < window.Right;
}
