using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// The threads that run launches on a CPU: the caller and <c>workers − 1</c> others, each with an equal stretch of the
/// items. A launch allocates nothing and takes no lock, and no two threads write to one line of cache; a worker to
/// whom no launch comes for some hundred microseconds goes to sleep. Launches come from one thread at a time. Owns the
/// threads.
/// </summary>
internal sealed class CpuTeam : IDisposable
{
    // Of about a tenth of a microsecond each: longer than the host takes between two launches of a step.
    private const int SpinsBeforeSleep = 2000;
    private const int SpinsBeforeYield = 200;

    private readonly Worker[] others;
    private Padded launches;
    private Padded busy;
    private Action<int>? item;
    private int extent;
    private volatile ExceptionDispatchInfo? failure;
    private volatile bool disposed;

    /// <param name="workers">Threads, the caller's among them; at least 1.</param>
    public CpuTeam(int workers)
    {
        others = new Worker[workers - 1];
        for (int i = 0; i < others.Length; i++)
        {
            int number = i + 1;
            others[i] = new Worker(new Thread(() => Work(number)) { IsBackground = true, Name = $"cpu {number}" });
        }

        foreach (Worker worker in others)
            worker.Thread.Start();
    }

    /// <summary>
    /// Reserves the team for the launch that <see cref="Run"/> makes next: call it before writing what the launch
    /// reads.
    /// </summary>
    /// <exception cref="InvalidOperationException">A launch is under way, on another thread or around this.</exception>
    public void Claim()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (Interlocked.Exchange(ref busy.Value, 1) != 0)
            throw new InvalidOperationException("A CPU device runs one launch at a time, and one is under way.");
    }

    /// <summary>
    /// Runs <paramref name="item"/> for 0 … <paramref name="extent"/> − 1 on the team that was claimed, and returns
    /// when all have ended.
    /// </summary>
    public void Run(int extent, Action<int> item)
    {
        try
        {
            int helpers = Math.Min(extent - 1, others.Length);
            if (helpers <= 0)
            {
                Stretch(extent, 0, 1, item);
                return;
            }

            this.extent = extent;
            this.item = item;
            int launch = launches.Value + 1;
            Interlocked.Exchange(ref launches.Value, launch);
            foreach (Worker worker in others)
                worker.Wake();
            RunStretch(0);
            foreach (Worker worker in others)
                worker.Await(launch);
            if (failure is { } first)
            {
                failure = null;
                first.Throw();
            }
        }
        finally
        {
            Volatile.Write(ref busy.Value, 0);
        }
    }

    /// <summary>Ends the threads.</summary>
    /// <exception cref="InvalidOperationException">A launch is under way.</exception>
    public void Dispose()
    {
        if (disposed)
            return;
        Claim();
        disposed = true;
        Interlocked.Increment(ref launches.Value);
        foreach (Worker worker in others)
        {
            worker.Wake();
            worker.Thread.Join();
            worker.Dispose();
        }
    }

    private void Work(int number)
    {
        Worker self = others[number - 1];
        for (int launch = 1; ; launch++)
        {
            self.Sleep(ref launches.Value, launch);
            if (disposed)
                return;
            RunStretch(number);
            self.Finish(launch);
        }
    }

    private void RunStretch(int number)
    {
        try
        {
            Stretch(extent, number, others.Length + 1, item!);
        }
        catch (Exception e)
        {
            failure ??= ExceptionDispatchInfo.Capture(e);
        }
    }

    private static void Stretch(int extent, int number, int workers, Action<int> item)
    {
        int last = (int)((long)extent * (number + 1) / workers);
        for (int i = (int)((long)extent * number / workers); i < last; i++)
            item(i);
    }

    /// <summary>A number that has its cache line, and the one that is fetched along with it, to itself.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Padded
    {
        [FieldOffset(128)]
        public int Value;
    }

    private sealed class Worker(Thread thread) : IDisposable
    {
        // Not SemaphoreSlim, whose Wait allocates each time that it sleeps.
        private readonly AutoResetEvent wake = new(initialState: false);
        private Padded finished; // the last launch that it has ended
        private Padded asleep;

        public Thread Thread => thread;

        public void Finish(int launch) => Volatile.Write(ref finished.Value, launch);

        /// <summary>Waits until launch number <paramref name="launch"/> has ended here.</summary>
        public void Await(int launch)
        {
            for (int spins = 0; Volatile.Read(ref finished.Value) != launch; spins++)
            {
                if (spins < SpinsBeforeYield)
                    Thread.SpinWait(3);
                else
                    Thread.Yield();
            }
        }

        /// <summary>Waits for launch number <paramref name="launch"/>: awake for a while, then asleep.</summary>
        public void Sleep(ref int launches, int launch)
        {
            while (true)
            {
                for (int spins = 0; spins < SpinsBeforeSleep; spins++)
                {
                    if (Volatile.Read(ref launches) == launch)
                        return;
                    Thread.SpinWait(3);
                }

                // Who clears the flag decides: the launcher, and then it will wake us, or we. A launcher that is slow
                // may do so for the launch before, which is done: hence the loop.
                Interlocked.Exchange(ref asleep.Value, 1);
                if (Volatile.Read(ref launches) == launch && Interlocked.Exchange(ref asleep.Value, 0) == 1)
                    return;
                wake.WaitOne();
            }
        }

        public void Wake()
        {
            if (Volatile.Read(ref asleep.Value) == 1 && Interlocked.Exchange(ref asleep.Value, 0) == 1)
                wake.Set();
        }

        public void Dispose() => wake.Dispose();
    }
}
