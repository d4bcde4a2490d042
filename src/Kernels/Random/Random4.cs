namespace IlgpuCnn.Kernels.Random;

/// <summary>Four random 32-bit words.</summary>
public readonly record struct Random4(uint X, uint Y, uint Z, uint W)
{
    /// <summary>The first two words as one number, to order things by.</summary>
    public ulong Rank => ((ulong)X << 32) | Y;

    /// <summary>
    /// Maps a word to [0, 1) with 24 bits, so that every value is exact in float. By way of int, since a uint would be
    /// converted through double.
    /// </summary>
    public static float ToUnit(uint word) => (int)(word >> 8) * (1f / 16777216f);
}
