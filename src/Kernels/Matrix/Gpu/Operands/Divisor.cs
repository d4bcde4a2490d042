using System.Numerics;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Operands;

/// <summary>
/// Division by a number that is known before the launch, as a product and a shift: GPUs have no instruction for it. The
/// method is that of Granlund and Montgomery (1994), for dividends from 0 to 2³¹ − 1; of a negative one, taken without
/// its sign, it makes a number that is negative or large: over 2³¹ / <paramref name="Value"/> − 1.
/// </summary>
internal readonly record struct Divisor(int Value, uint Multiplier, int Shift)
{
    /// <summary>Prepares the division by <paramref name="value"/>, at least 1.</summary>
    public static Divisor Of(int value)
    {
        Require.AtLeast(value, 1, nameof(value));
        int shift = 31 + BitOperations.Log2((uint)value) + (BitOperations.IsPow2(value) ? 0 : 1);
        ulong multiplier = ((1UL << shift) + (uint)value - 1) / (uint)value;
        return new Divisor(value, (uint)multiplier, shift);
    }

    /// <summary>⌊dividend / Value⌋.</summary>
    // ILGPU widens a dividend that was itself made of a long with its sign. From 0 on that is the same, and a negative
    // one becomes, either way, a number that is negative or large.
    public int Divide(int dividend) => (int)(((ulong)(uint)dividend * Multiplier) >> Shift);
}
