using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Kernels.Vectors;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Random;

/// <summary>The known answers for philox4x32-10 are those published with Random123 (its file kat_vectors).</summary>
[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class PhiloxTests(string deviceName)
{
    private static readonly (uint[] Input, uint[] Answer)[] Known =
    [
        ([0, 0, 0, 0, 0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]),
        (
            [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
            [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]),
        (
            [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0],
            [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]),
    ];

    private ComputeDevice Device => TestDevices.Get(deviceName);

    [Test]
    public void Block_PublishedVectors_OnTheHost([Range(0, 2)] int vector)
    {
        uint[] v = Known[vector].Input;
        Random4 r = Philox.Block(v[0], v[1], v[2], v[3], v[4], v[5]);
        Assert.That(new[] { r.X, r.Y, r.Z, r.W }, Is.EqualTo(Known[vector].Answer));
    }

    [Test]
    public void Block_PublishedVectors_InAKernel()
    {
        using var inputs = Device.Allocate(Known.SelectMany(k => k.Input).ToArray());
        using var outputs = Device.Allocate<uint>(4 * Known.Length);
        Device.Load<ArrayView<uint>, ArrayView<uint>>(BlockKernel)(Known.Length, inputs.View, outputs.View);
        Assert.That(outputs.GetAsArray1D(Device.Stream), Is.EqualTo(Known.SelectMany(k => k.Answer)));
    }

    // Counters that wrap round, and blocks left over after whole vectors.
    [TestCase(0u, 4 * 8)]
    [TestCase(uint.MaxValue - 3, (4 * 21) + 3)]
    [TestCase(7u, 3)]
    public void Fill_Vectors_AreTheBlocks(uint first, int length)
    {
        uint[] words = new uint[length];
        PhiloxVectors.Fill(first, 11, 12, 13, 0xDEADBEEF, 0xCAFE, words);
        Random4[] blocks = [.. Enumerable.Range(0, length / 4)
            .Select(i => Philox.Block(first + (uint)i, 11, 12, 13, 0xDEADBEEF, 0xCAFE))];
        Assert.That(words[..(length / 4 * 4)], Is.EqualTo(blocks.SelectMany(b => new[] { b.X, b.Y, b.Z, b.W })));
    }

    [Test]
    public void ToUnit_Extremes_LieInTheHalfOpenInterval()
    {
        Assert.That(Random4.ToUnit(0), Is.Zero);
        Assert.That(Random4.ToUnit(uint.MaxValue), Is.LessThan(1f).And.GreaterThan(0.9999999f));
    }

    private static void BlockKernel(Index1D i, ArrayView<uint> inputs, ArrayView<uint> outputs)
    {
        int v = i * 6;
        Random4 r = Philox.Block(inputs[v], inputs[v + 1], inputs[v + 2], inputs[v + 3], inputs[v + 4], inputs[v + 5]);
        outputs[i * 4] = r.X;
        outputs[(i * 4) + 1] = r.Y;
        outputs[(i * 4) + 2] = r.Z;
        outputs[(i * 4) + 3] = r.W;
    }
}
