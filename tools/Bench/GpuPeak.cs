
using ILGPU;
using ILGPU.Runtime;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu.Access;
using IlgpuCnn.Kernels.Matrix.Gpu.Tiles;
using Floats = ILGPU.ArrayView<float>;

namespace IlgpuCnn.Bench;

/// <summary>
/// What a GPU can do at most: arithmetic by loops of independent multiply-adds in registers, in float32 or by tensor
/// cores, as mma.sync has them; traffic by copying. Owns the memory that it copies.
/// </summary>
internal sealed class GpuPeak : IPeak
{
    private const int Repetitions = 7;
    private const int Threads = 256;
    private const int Groups = 132 * 8; // several times what the largest GPU in mind holds at once
    private const int Rounds = 4096;
    private const long MostBytes = 512L << 20;

    private readonly ComputeDevice device;
    private readonly Precision precision;
    private readonly MemoryBuffer1D<float, Stride1D.Dense> memory;
    private readonly Action<AcceleratorStream, KernelConfig, int, Floats> multiply;

    public GpuPeak(ComputeDevice device, Precision precision)
    {
        this.device = device;
        this.precision = precision;
        memory = device.Allocate<float>(MostBytes / sizeof(float));
        string kernel = precision switch
        {
            Precision.Fp32 => nameof(MultiplyKernel),
            Precision.Tf32 => nameof(MultiplyTf32Kernel),
            _ => nameof(MultiplyBf16Kernel),
        };
        multiply = device.LoadGrouped<Action<AcceleratorStream, KernelConfig, int, Floats>>(
            typeof(GpuPeak).GetMethod(kernel)!, new KernelSpecialization(Threads, null));
    }

    /// <inheritdoc/>
    public double Flops()
    {
        // Eight chains, of one multiply-add a thread or of one instruction a warp.
        double operations = precision switch
        {
            Precision.Fp32 => 2.0 * 8 * Threads,
            Precision.Tf32 => 2.0 * 8 * (Threads / 32) * 16 * 8 * 8,
            _ => 2.0 * 8 * (Threads / 32) * 16 * 8 * 16,
        };
        double seconds = Fastest(() => multiply(device.Stream, (Groups, Threads), Rounds, memory.View));
        return operations * Groups * Rounds / seconds;
    }

    /// <inheritdoc/>
    public double CopyBytes(long bytes)
    {
        long half = Math.Max(64, Math.Min(bytes, MostBytes) / sizeof(float) / 2 / 64 * 64);
        int times = (int)Math.Clamp((256L << 20) / (half * sizeof(float)), 1, 1000);
        double seconds = Fastest(() =>
        {
            for (int i = 0; i < times; i++)
                memory.View.SubView(half, half).CopyFrom(device.Stream, memory.View.SubView(0, half));
        });
        return 2.0 * half * sizeof(float) * times / seconds;
    }

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();

    // ---- kernels

    /// <summary>Eight chains of float32 multiply-adds a thread.</summary>
    public static void MultiplyKernel(int rounds, Floats result)
    {
        float factor = 0.999f + (Group.IdxX * 1e-9f);
        Float4 a = new(1f, 2f, 3f, 4f);
        Float4 b = new(5f, 6f, 7f, 8f);
        for (int i = 0; i < rounds; i++)
        {
            a = new Float4((a.X * factor) + 1f, (a.Y * factor) + 1f, (a.Z * factor) + 1f, (a.W * factor) + 1f);
            b = new Float4((b.X * factor) + 1f, (b.Y * factor) + 1f, (b.Z * factor) + 1f, (b.W * factor) + 1f);
        }

        result[(Grid.IdxX * Threads) + Group.IdxX] = a.X + a.Y + a.Z + a.W + b.X + b.Y + b.Z + b.W;
    }

    /// <summary>Eight chains of mma.m16n8k8 a warp.</summary>
    public static void MultiplyTf32Kernel(int rounds, Floats result)
    {
        Word4 left = Left();
        uint right = (uint)Group.IdxX;
        Chains c = default;
        for (int i = 0; i < rounds; i++)
        {
            c.A = TensorCore.MultiplyTf32(c.A, left, right, right);
            c.B = TensorCore.MultiplyTf32(c.B, left, right, right);
            c.C = TensorCore.MultiplyTf32(c.C, left, right, right);
            c.D = TensorCore.MultiplyTf32(c.D, left, right, right);
            c.E = TensorCore.MultiplyTf32(c.E, left, right, right);
            c.F = TensorCore.MultiplyTf32(c.F, left, right, right);
            c.G = TensorCore.MultiplyTf32(c.G, left, right, right);
            c.H = TensorCore.MultiplyTf32(c.H, left, right, right);
        }

        result[(Grid.IdxX * Threads) + Group.IdxX] = c.Sum();
    }

    /// <summary>Eight chains of mma.m16n8k16 a warp.</summary>
    public static void MultiplyBf16Kernel(int rounds, Floats result)
    {
        Word4 left = Left();
        uint right = (uint)Group.IdxX;
        Chains c = default;
        for (int i = 0; i < rounds; i++)
        {
            c.A = TensorCore.MultiplyBf16(c.A, left, right, right);
            c.B = TensorCore.MultiplyBf16(c.B, left, right, right);
            c.C = TensorCore.MultiplyBf16(c.C, left, right, right);
            c.D = TensorCore.MultiplyBf16(c.D, left, right, right);
            c.E = TensorCore.MultiplyBf16(c.E, left, right, right);
            c.F = TensorCore.MultiplyBf16(c.F, left, right, right);
            c.G = TensorCore.MultiplyBf16(c.G, left, right, right);
            c.H = TensorCore.MultiplyBf16(c.H, left, right, right);
        }

        result[(Grid.IdxX * Threads) + Group.IdxX] = c.Sum();
    }

    private static Word4 Left()
    {
        Word4 left;
        left.X = (uint)Group.IdxX;
        left.Y = left.X + 1;
        left.Z = left.X + 2;
        left.W = left.X + 3;
        return left;
    }

    private double Fastest(Action work)
    {
        double fastest = double.PositiveInfinity;
        for (int i = 0; i < Repetitions; i++)
        {
            device.Synchronize();
            long began = System.Diagnostics.Stopwatch.GetTimestamp();
            work();
            device.Synchronize();
            fastest = Math.Min(fastest, System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return fastest;
    }

    private struct Chains
    {
        public Float4 A;
        public Float4 B;
        public Float4 C;
        public Float4 D;
        public Float4 E;
        public Float4 F;
        public Float4 G;
        public Float4 H;

        public readonly float Sum() => A.X + B.X + C.X + D.X + E.X + F.X + G.X + H.X;
    }
}
