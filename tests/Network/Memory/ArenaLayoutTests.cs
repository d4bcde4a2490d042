using FsCheck;
using FsCheck.Fluent;
using IlgpuCnn.Network.Memory;

namespace IlgpuCnn.Tests.Network.Memory;

public sealed class ArenaLayoutTests
{
    private const int Operations = 12;

    // Small lengths among large ones, so that gaps are left which some fit and others don't.
    private static Arbitrary<Tensor[]> Drawn => Gen
        .Choose(0, Operations - 1).Two()
        .SelectMany(life => Gen.OneOf(Gen.Choose(1, 200), Gen.Choose(200, 20_000)).Select(length => new Tensor(
            "t", TensorUse.Activations, length, Math.Min(life.Item1, life.Item2), Math.Max(life.Item1, life.Item2))))
        .ArrayOf()
        .ToArbitrary();

    [Test]
    public void Of_TensorsThatLiveTogether_ShareNoByte() => Prop.ForAll(Drawn, tensors =>
    {
        ArenaLayout layout = ArenaLayout.Of(tensors);
        for (int i = 0; i < tensors.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (tensors[i].LivesWith(tensors[j]) && Overlap(layout, tensors[i], tensors[j]))
                    return false;
            }
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Of_AnyTensors_AlignsAllAndEndsWithTheLast() => Prop.ForAll(Drawn, tensors =>
    {
        ArenaLayout layout = ArenaLayout.Of(tensors);
        return tensors.All(t => layout.OffsetOf(t) >= 0 && layout.OffsetOf(t) % ArenaLayout.Alignment == 0)
            && layout.Bytes % ArenaLayout.Alignment == 0
            && layout.Bytes - tensors.Select(t => layout.OffsetOf(t) + t.Bytes).DefaultIfEmpty().Max()
                is >= 0 and < ArenaLayout.Alignment;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Of_AnyTensors_IsNotUnderTheBoundAndUnderTwiceIt() => Prop.ForAll(Drawn, tensors =>
    {
        ArenaLayout layout = ArenaLayout.Of(tensors);
        return layout.Bytes >= layout.LeastBytes && layout.Bytes <= 2 * layout.LeastBytes;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Of_AnyTensors_HasTheLargestSumOfAnOperationAsItsBound() => Prop.ForAll(Drawn, tensors =>
    {
        long most = Enumerable.Range(0, Operations).Max(operation => tensors
            .Where(t => t.First <= operation && operation <= t.Last)
            .Sum(t => (t.Bytes + 255) / 256 * 256));
        return ArenaLayout.Of(tensors).LeastBytes == most;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Of_TheSameTensorsAgain_LaysThemOutAlike() => Prop.ForAll(Drawn, tensors =>
    {
        ArenaLayout once = ArenaLayout.Of(tensors);
        ArenaLayout again = ArenaLayout.Of([.. tensors.Select(t => t with { })]);
        return once.Tensors.Select(once.OffsetOf).SequenceEqual(again.Tensors.Select(again.OffsetOf));
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Of_LivesOneAfterAnother_TakeTheBytesOfTheLargest()
    {
        Tensor[] tensors = [.. Enumerable.Range(0, 5).Select(i => Over(i, i, 1000 * (i + 1)))];
        Assert.That(ArenaLayout.Of(tensors).Bytes, Is.EqualTo(20_224));
    }

    [Test]
    public void Of_TwoGapsThatFit_TakesTheSmaller()
    {
        // By falling size: wide and narrow leave two gaps at operation 2, of 640 and of 256 elements. Without the last
        // one, two would be needed throughout and so come first.
        Tensor wide = Over(0, 0, 640);
        Tensor fence = Over(0, 3, 512);
        Tensor narrow = Over(0, 1, 256);
        Tensor end = Over(0, 3, 192);
        Tensor small = Over(2, 3, 128);
        ArenaLayout layout = ArenaLayout.Of([wide, fence, narrow, end, small, Over(4, 4, 64)]);
        Assert.That(layout.OffsetOf(small), Is.EqualTo(layout.OffsetOf(narrow)));
        Assert.That(layout.Bytes, Is.EqualTo(layout.LeastBytes));
    }

    private static Tensor Over(int first, int last, long length) =>
        new("t", TensorUse.Activations, length, first, last);

    private static bool Overlap(ArenaLayout layout, Tensor a, Tensor b) =>
        layout.OffsetOf(a) < layout.OffsetOf(b) + b.Bytes && layout.OffsetOf(b) < layout.OffsetOf(a) + a.Bytes;
}
