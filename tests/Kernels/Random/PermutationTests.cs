using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Random;

public sealed class PermutationTests
{
    private const int Keys = 20_000;

    private static int[] All(PermutationKey key, int n) =>
        [.. Enumerable.Range(0, n).Select(i => Permutation.At(key, n, i))];

    private static void AtKernel(Index1D i, PermutationKey key, int n, Ints places) =>
        places[i] = Permutation.At(key, n, i);

    [Test]
    public void At_SmallDomains_IsBijective()
    {
        for (int n = 1; n <= 300; n++)
        {
            int[] places = All(PermutationKey.Create(7, (uint)n), n);
            Assert.That(places.Order(), Is.EqualTo(Enumerable.Range(0, n)), $"n = {n}");
        }
    }

    [TestCase(50_000)]
    [TestCase(65_536)]
    [TestCase(65_537)]
    [TestCase((1 << 20) + 1)]
    public void At_LargeDomain_IsBijective(int n)
    {
        bool[] seen = new bool[n];
        foreach (int place in All(PermutationKey.Create(8, 3), n))
            seen[place] = true;
        Assert.That(seen, Has.All.True);
    }

    [Test]
    public void At_LargestDomain_StaysInside()
    {
        PermutationKey key = PermutationKey.Create(9, 0);
        Assert.That(Permutation.At(key, int.MaxValue, int.MaxValue - 1), Is.InRange(0, int.MaxValue - 1));
    }

    [Test]
    public void At_OtherSeedOrRound_IsAnotherPermutation()
    {
        int[] places = All(PermutationKey.Create(1, 0), 1000);
        int fixedPoints = places.Where((place, i) => place == i).Count();
        int sameInNextRound = places.Zip(All(PermutationKey.Create(1, 1), 1000)).Count(p => p.First == p.Second);
        int sameInNextSeed = places.Zip(All(PermutationKey.Create(2, 0), 1000)).Count(p => p.First == p.Second);
        Assert.That(new[] { fixedPoints, sameInNextRound, sameInNextSeed }, Has.All.LessThan(8));
    }

    [Test]
    public void At_SequenceKey_LeavesEverythingInPlace() =>
        Assert.That(All(PermutationKey.Sequence, 9), Is.EqualTo(Enumerable.Range(0, 9)));

    [TestCase(2)]
    [TestCase(3)]
    [TestCase(10)]
    [TestCase(64)]
    [TestCase(1000)]
    public void At_OneElementOverKeys_IsUniform(int n)
    {
        int[] counts = new int[n];
        for (uint round = 0; round < Keys; round++)
            counts[Permutation.At(PermutationKey.Create(5, round), n, n / 2)]++;
        AssertUniform(counts);
    }

    [TestCase(4)]
    [TestCase(7)]
    [TestCase(16)]
    [TestCase(30)]
    public void At_NeighboursOverKeys_AreUniformPairs(int n)
    {
        int[] counts = new int[n * (n - 1)];
        for (uint round = 0; round < Keys; round++)
        {
            PermutationKey key = PermutationKey.Create(6, round);
            int first = Permutation.At(key, n, 0);
            int second = Permutation.At(key, n, 1);
            counts[(first * (n - 1)) + (second > first ? second - 1 : second)]++;
        }

        AssertUniform(counts);
    }

    [TestCase(3, 6)]
    [TestCase(4, 24)]
    [TestCase(5, 120)]
    public void At_WholePermutationOverKeys_IsUniform(int n, int permutations)
    {
        Dictionary<string, int> counts = [];
        for (uint round = 0; round < Keys; round++)
        {
            string permutation = string.Concat(All(PermutationKey.Create(11, round), n));
            counts[permutation] = counts.GetValueOrDefault(permutation) + 1;
        }

        Assert.That(counts, Has.Count.EqualTo(permutations));
        AssertUniform([.. counts.Values]);
    }

    [Test]
    public void At_InAKernel_EqualsHost(
        [ValueSource(typeof(TestDevices), nameof(TestDevices.All))] string deviceName)
    {
        const int n = 300;
        ComputeDevice device = TestDevices.Get(deviceName);
        PermutationKey key = PermutationKey.Create(ulong.MaxValue - 5, 17);
        using var places = device.Allocate<int>(n);
        device.Load<PermutationKey, int, Ints>(AtKernel)(n, key, n, places.View);
        device.Synchronize();
        Assert.That(places.GetAsArray1D(device.Stream), Is.EqualTo(All(key, n)));
    }

    // Pearson's chi-square under its 99.9 % point (Wilson and Hilferty's approximation).
    private static void AssertUniform(int[] counts)
    {
        double expected = (double)counts.Sum() / counts.Length;
        double chiSquare = counts.Sum(count => Math.Pow(count - expected, 2) / expected);
        double freedom = counts.Length - 1;
        double most = freedom * Math.Pow(1 - (2 / (9 * freedom)) + (3.09 * Math.Sqrt(2 / (9 * freedom))), 3);
        Assert.That(chiSquare, Is.LessThan(most));
    }
}
