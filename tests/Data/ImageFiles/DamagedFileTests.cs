using IlgpuCnn.Data.ImageFiles;
using IlgpuCnn.Kernels;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.ImageFiles;

/// <summary>Whatever a file holds, it is read or refused by a sentence: no other exception, no hang, no flood of memory.</summary>
public sealed class DamagedFileTests
{
    private const long MostBytesAFile = 200L << 20;

    private static readonly ImageReader Reader = new(new ImageLimits { MaxPixels = 1 << 20 });

    private static readonly ImagePreparation[] Preparations =
    [
        ImagePreparation.Default, ImagePreparation.Parse("resize=none"),
        ImagePreparation.Parse("resize=48x16,fit=pad,resampler=lanczos3,channels=1,background=#123456"),
    ];

    [Test]
    public void Read_SoundSeeds_AreRead()
    {
        foreach (byte[] seed in FuzzSeeds.All)
            Assert.That(() => Reader.Read(seed, "x", ImagePreparation.Default), Throws.Nothing);
    }

    [Test]
    public void Read_DamagedFiles_AreReadOrRefused() => Run(files: 400, seed: 5);

    [Test]
    [Category(TestCategories.Exhaustive)]
    public void Read_ManyDamagedFiles_AreReadOrRefused() => Run(files: 10_000, seed: 17);

    private static void Run(int files, int seed)
    {
        int current = -1;
        (double Milliseconds, int File) slowest = default;
        (long Bytes, int File) largest = default;
        int refused = 0;
        Task all = Task.Run(() =>
        {
            for (int i = 0; i < files; i++)
            {
                current = i;
                long before = GC.GetAllocatedBytesForCurrentThread();
                long start = System.Diagnostics.Stopwatch.GetTimestamp();
                refused += Read(i, seed) ? 0 : 1;
                double taken = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                slowest = taken > slowest.Milliseconds ? (taken, i) : slowest;
                long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                largest = bytes > largest.Bytes ? (bytes, i) : largest;
            }
        });
        Assert.That(() => all.Wait(TimeSpan.FromMinutes(3)), Is.True, () => $"file {current} hangs");
        Assert.That(largest.Bytes, Is.LessThan(MostBytesAFile), () => $"file {largest.File} takes too much memory");
        TestContext.Out.WriteLine(
            $"{files} files, {refused} refused; slowest {slowest.Milliseconds:0.0} ms (file {slowest.File}), most memory {largest.Bytes >> 10} KiB (file {largest.File})");
    }

    private static bool Read(int file, int seed)
    {
        Random random = new((seed * 1_000_003) + file);
        byte[] sound = FuzzSeeds.All[random.Next(FuzzSeeds.All.Length)];
        byte[] damaged = new Damage(random).To(sound, FuzzSeeds.All[random.Next(FuzzSeeds.All.Length)]);
        try
        {
            Reader.Read(damaged, "x", Preparations[file % Preparations.Length]);
            return true;
        }
        catch (InputException e)
        {
            Assert.That(e.Message, Does.StartWith("'x' ").And.EndWith(".").And.Not.Contain("\n"), $"file {file}");
            return false;
        }
    }
}
