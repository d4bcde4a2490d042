using System.Diagnostics;

namespace IlgpuCnn.Bench;

/// <summary>Times of one piece of work, in seconds.</summary>
internal readonly record struct Times(double Fastest, double Median)
{
    /// <summary>Runs the work a few times unmeasured, so that it is compiled, then measures the given number.</summary>
    public static Times Of(Action work, int repetitions = 30)
    {
        for (int i = 0; i < 40; i++)
            work();
        double[] seconds = new double[repetitions];
        for (int i = 0; i < repetitions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(seconds);
        return new Times(seconds[0], seconds[repetitions / 2]);
    }
}
