using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Tests.Kernels.Devices;

public sealed class CpuTeamTests
{
    // More workers than cores: they go to sleep between launches, and are woken late.
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(9)]
    public void Run_ManyLaunches_RunsEachItemOnce(int workers)
    {
        using CpuTeam team = new(workers);
        int[] runs = new int[20];
        for (int launch = 0; launch < 3000; launch++)
        {
            int extent = launch * 7 % (runs.Length + 1);
            Array.Clear(runs);
            Launch(team, extent, i => Interlocked.Increment(ref runs[i]));
            Assert.That(runs, Is.EqualTo(Enumerable.Range(0, runs.Length).Select(i => i < extent ? 1 : 0)));
        }
    }

    [Test]
    public void Run_ItemThatThrows_ThrowsAndGoesOn()
    {
        using CpuTeam team = new(3);
        int runs = 0;
        Assert.That(
            () => Launch(team, 3, i => throw new FormatException($"{i}")), Throws.TypeOf<FormatException>());
        Launch(team, 3, _ => Interlocked.Increment(ref runs));
        Assert.That(runs, Is.EqualTo(3));
    }

    [Test]
    public void Run_WithinALaunch_IsRefused()
    {
        using CpuTeam team = new(2);
        Assert.That(
            () => Launch(team, 2, _ => Launch(team, 1, _ => { })),
            Throws.InvalidOperationException.With.Message.Contains("one launch at a time"));
    }

    [Test]
    public void Run_AfterDispose_IsRefused()
    {
        CpuTeam team = new(2);
        team.Dispose();
        Assert.That(() => Launch(team, 2, _ => { }), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Dispose_WithinALaunch_IsRefused()
    {
        using CpuTeam team = new(2);
        Assert.That(() => Launch(team, 2, _ => team.Dispose()), Throws.InvalidOperationException);
    }

    private static void Launch(CpuTeam team, int extent, Action<int> item)
    {
        team.Claim();
        team.Run(extent, item);
    }
}
