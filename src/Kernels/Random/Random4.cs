namespace IlgpuCnn.Kernels.Random;

/// <summary>Four random 32-bit words.</summary>
public readonly record struct Random4(uint X, uint Y, uint Z, uint W)
{
    /// <summary>The first two words as one number, to order things by.</summary>
    public ulong Rank => ((ulong)X << 32) | Y;

    /// <summary>
    /// A word as a float in [0, 1) of 24 bits, so that every value is exact. By way of int, since a uint would be
    /// converted through double.
    /// </summary>
    public static float ToUnit(uint word) => (int)(word >> 8) * (1f / 16777216f);
}
