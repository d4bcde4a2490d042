using System.Diagnostics;
using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Bench;

/// <summary>Times of one piece of work, in seconds.</summary>
internal readonly record struct Times(double Fastest, double Median)
{
    private const int WarmUps = 40;
    private const double WarmUpSeconds = 0.3;
    private const int FewestWarmUps = 5;
    private const int LaunchesAtOnce = 20;

    /// <summary>
    /// Runs the work unmeasured for a while, so that it is compiled and what it touches is where it will be, then
    /// measures it the given number of times.
    /// </summary>
    public static Times Of(Action work, int repetitions = 30)
    {
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < FewestWarmUps || (i < WarmUps && Seconds(began) < WarmUpSeconds); i++)
            work();
        double[] seconds = new double[repetitions];
        for (int i = 0; i < repetitions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            seconds[i] = Seconds(start);
        }

        Array.Sort(seconds);
        return new Times(seconds[0], seconds[repetitions / 2]);
    }

    /// <summary>
    /// The same of launches on a device. A GPU gets several before the host waits for it, since a launch may be shorter
    /// than the wait.
    /// </summary>
    public static Times Of(ComputeDevice device, Action launch, int repetitions = 30)
    {
        if (device.IsCpu)
            return Of(launch, repetitions);
        Times together = Of(
            () =>
            {
                for (int i = 0; i < LaunchesAtOnce; i++)
                    launch();
                device.Synchronize();
            },
            repetitions);
        return new Times(together.Fastest / LaunchesAtOnce, together.Median / LaunchesAtOnce);
    }

    private static double Seconds(long since) => Stopwatch.GetElapsedTime(since).TotalSeconds;
}
