namespace IlgpuCnn.Kernels.Matrix.Gpu;

/// <summary>
/// The sum of the parts of a split sum, in one order wherever it is taken: lane l adds up parts l, l + Lanes, …, and the
/// lanes are then added up from the first on. One thread has them all, so that it waits for eight loads at a time, or
/// each is another thread's.
/// </summary>
internal static class PartSums
{
    /// <summary>Sums that are independent of each other.</summary>
    public const int Lanes = 8;

    /// <summary>The sum of one element of <paramref name="count"/> parts.</summary>
    /// <param name="at">Index of the element in the first part.</param>
    /// <param name="pitch">From a part to the next.</param>
    /// <param name="count">Parts.</param>
    /// <param name="parts">Where they lie.</param>
    public static float Of(int at, int pitch, int count, Floats parts)
    {
        float a = 0f, b = 0f, c = 0f, d = 0f, e = 0f, f = 0f, g = 0f, h = 0f;
        int left = count;
        int first = at;
        for (; left >= Lanes; left -= Lanes)
        {
            a += parts[first];
            b += parts[first + pitch];
            c += parts[first + (2 * pitch)];
            d += parts[first + (3 * pitch)];
            e += parts[first + (4 * pitch)];
            f += parts[first + (5 * pitch)];
            g += parts[first + (6 * pitch)];
            h += parts[first + (7 * pitch)];
            first += Lanes * pitch;
        }

        a += left > 0 ? parts[first] : 0f;
        b += left > 1 ? parts[first + pitch] : 0f;
        c += left > 2 ? parts[first + (2 * pitch)] : 0f;
        d += left > 3 ? parts[first + (3 * pitch)] : 0f;
        e += left > 4 ? parts[first + (4 * pitch)] : 0f;
        f += left > 5 ? parts[first + (5 * pitch)] : 0f;
        g += left > 6 ? parts[first + (6 * pitch)] : 0f;
        return a + b + c + d + e + f + g + h;
    }
}
