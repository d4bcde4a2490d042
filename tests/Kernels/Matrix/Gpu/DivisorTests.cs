using IlgpuCnn.Kernels.Matrix.Gpu.Operands;
using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Tests.Kernels.Matrix.Gpu;

public sealed class DivisorTests
{
    private static readonly int[] Edges =
        [1, 2, 3, 4, 5, 7, 9, 30, 32, 33, 641, 4608, 65535, 65536, 65537, (1 << 30) - 1, 1 << 30, (1 << 30) + 1, int.MaxValue];

    [Test]
    public void Divide_AtTheEdges_IsExact([ValueSource(nameof(Edges))] int divisor)
    {
        Divisor prepared = Divisor.Of(divisor);
        foreach (int value in Edges.Append(0))
        {
            foreach (long near in new[] { value - 1L, value, value + 1L, ((long)value * divisor) - 1, (long)value * divisor })
            {
                if (near is >= 0 and <= int.MaxValue)
                    Assert.That(prepared.Divide((int)near), Is.EqualTo((int)near / divisor), $"{near} / {divisor}");
            }
        }
    }

    [Test]
    public void Divide_Any_IsExact()
    {
        for (int i = 0; i < 100_000; i++)
        {
            Random4 random = Philox.Draw(1, RandomPurpose.Ordering, 0, (uint)i);
            int value = (int)(random.X >> 1) >> (int)(random.Z % 31);
            int by = Math.Max(1, (int)(random.Y >> 1) >> (int)(random.W % 31));
            if (Divisor.Of(by).Divide(value) != value / by)
                Assert.Fail($"{value} / {by}: {Divisor.Of(by).Divide(value)}");
        }
    }

    // Addresses in the padding are such dividends, and have to end outside the image. A GPU may widen them with their
    // sign.
    [Test]
    public void Divide_OfANegativeNumber_IsNegativeOrLargeHoweverItIsWidened([ValueSource(nameof(Edges))] int divisor)
    {
        Divisor prepared = Divisor.Of(divisor);
        foreach (int value in Edges.SelectMany(edge => new[] { -edge, -edge - 1, edge - int.MaxValue - 1 }))
        {
            int withSign = (int)(((ulong)(long)value * prepared.Multiplier) >> prepared.Shift);
            foreach (int result in new[] { prepared.Divide(value), withSign })
                Assert.That(result < 0 || result > ((1L << 31) / divisor) - 1, $"{value} / {divisor}: {result}");
        }
    }

    [Test]
    public void Of_Zero_Throws() => Assert.That(() => Divisor.Of(0), Throws.InstanceOf<ArgumentException>());
}
