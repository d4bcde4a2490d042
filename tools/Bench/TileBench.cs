using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IlgpuCnn.Kernels.Matrix.Cpu;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Bench;

/// <summary><c>tile</c>: the CPU engine's register tile on one core, operands in cache.</summary>
internal static unsafe class TileBench
{
    private const int Repetitions = 1000;

    public static Command Create()
    {
        Command command = new("tile", "The CPU engine's register tile on one core, operands in cache.");
        command.SetAction(_ => Outcome.Of(Run));
        return command;
    }

    private static void Run()
    {
        Console.WriteLine("| tile | walk | GFLOP/s |\n| --- | --- | --- |");
        if (Vector512.IsHardwareAccelerated)
            Run<Simd512, Vector512<float>>([14, 12, 10, 8]);
        if (Vector256.IsHardwareAccelerated)
            Run<Simd256, Vector256<float>>([6, 5, 4]);
        Run<Simd128, Vector128<float>>([6]);
    }

    private static void Run<S, V>(int[] rows)
        where S : struct, ISimd<V>
        where V : struct
    {
        int* offsets = stackalloc int[28];
        for (int i = 0; i < 28; i++)
            offsets[i] = i * 30 * 32;
        foreach (int count in rows)
        {
            Run<S, V>("forward, 3×3 of 32 channels", count, new TileWalk
            {
                Offsets = offsets,
                Outer = 3,
                Inner = 96,
                RowStride = 32,
                InnerStride = 1,
                DepthStride = 2 * S.Width,
            });
            Run<S, V>("backward-weight, 28×28 pixels", count, new TileWalk
            {
                Offsets = offsets,
                Outer = 28,
                Inner = 28,
                RowStride = 1,
                InnerStride = 32,
                DepthStride = 64,
            });
        }
    }

    private static void Run<S, V>(string name, int rows, TileWalk walk)
        where S : struct, ISimd<V>
        where V : struct
    {
        const int length = 1 << 18;
        float* memory = (float*)NativeMemory.AlignedAlloc(3 * length * sizeof(float), 64);
        new Span<float>(memory, 3 * length).Fill(0.5f);
        Times times = Times.Of(() =>
        {
            for (int i = 0; i < Repetitions; i++)
                Tile.Run<S, V>(rows, walk, memory, memory + length, memory + (2 * length));
        });
        NativeMemory.AlignedFree(memory);
        double flops = 2.0 * rows * 2 * S.Width * walk.Outer * walk.Inner * Repetitions;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {rows} × {2 * S.Width} | {name} | {flops / times.Fastest / 1e9:0} |"));
    }
}
