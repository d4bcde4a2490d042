using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Bench;

/// <summary>
/// What this machine can do at most on a number of threads, measured: arithmetic by a loop of independent fused
/// multiply-adds in registers, traffic by copying. Owns the memory that it copies.
/// </summary>
internal sealed unsafe class MachinePeak(int threads) : IPeak
{
    private const int Repetitions = 7;
    private const int Rounds = 2_000_000;
    private const int Chains = 10; // two a cycle, four to five cycles' latency
    private const int Length = 256 << 20;

    private readonly byte* memory = Filled();

    /// <inheritdoc/>
    public double Flops()
    {
        int width = Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;
        return 2.0 * Rounds * Chains * width * threads / Fastest(_ => Multiply());
    }

    /// <summary>
    /// Bytes read and written a second by copies that touch <paramref name="bytes"/> bytes in all, cut among the
    /// threads, again and again over the same memory: what the caches can do for an op of that size.
    /// </summary>
    public double CopyBytes(long bytes)
    {
        long half = Math.Max(64, Math.Min(bytes, Length) / 2 / threads / 64 * 64);
        int times = (int)Math.Max(1, (64L << 20) / (half * threads));
        double seconds = Fastest(thread =>
        {
            byte* from = memory + (thread * 2 * half);
            for (int i = 0; i < times; i++)
                Buffer.MemoryCopy(from, from + half, half, half);
        });
        return 2.0 * half * threads * times / seconds;
    }

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.AlignedFree(memory);

    private static byte* Filled()
    {
        byte* bytes = (byte*)NativeMemory.AlignedAlloc(Length, 4096);
        new Span<byte>(bytes, Length).Fill(1);
        return bytes;
    }

    private static float Multiply() => Vector512.IsHardwareAccelerated ? Multiply<Simd512, Vector512<float>>()
        : Vector256.IsHardwareAccelerated ? Multiply<Simd256, Vector256<float>>()
        : Multiply<Simd128, Vector128<float>>();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Multiply<S, V>()
        where S : struct, ISimd<V>
        where V : struct
    {
        V a = S.Broadcast(1.0001f), b = S.Broadcast(0.9999f);
        V c0 = a, c1 = a, c2 = a, c3 = a, c4 = a, c5 = a, c6 = a, c7 = a, c8 = a, c9 = a;
        for (int i = 0; i < Rounds; i++)
        {
            c0 = S.MultiplyAdd(c0, b, a);
            c1 = S.MultiplyAdd(c1, b, a);
            c2 = S.MultiplyAdd(c2, b, a);
            c3 = S.MultiplyAdd(c3, b, a);
            c4 = S.MultiplyAdd(c4, b, a);
            c5 = S.MultiplyAdd(c5, b, a);
            c6 = S.MultiplyAdd(c6, b, a);
            c7 = S.MultiplyAdd(c7, b, a);
            c8 = S.MultiplyAdd(c8, b, a);
            c9 = S.MultiplyAdd(c9, b, a);
        }

        V sum = S.Add(S.Add(S.Add(c0, c1), S.Add(c2, c3)), S.Add(S.Add(c4, c5), S.Add(S.Add(c6, c7), S.Add(c8, c9))));
        float* lanes = stackalloc float[S.Width];
        S.Store(sum, lanes);
        return lanes[0];
    }

    private double Fastest(Action<int> work)
    {
        double fastest = double.MaxValue;
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            using Barrier start = new(threads);
            double[] seconds = new double[threads];
            Thread[] team = [.. Enumerable.Range(0, threads).Select(thread => new Thread(() =>
            {
                start.SignalAndWait();
                long began = Stopwatch.GetTimestamp();
                work(thread);
                seconds[thread] = Stopwatch.GetElapsedTime(began).TotalSeconds;
            }))];
            Array.ForEach(team, thread => thread.Start());
            Array.ForEach(team, thread => thread.Join());
            fastest = Math.Min(fastest, seconds.Max());
        }

        return fastest;
    }
}
