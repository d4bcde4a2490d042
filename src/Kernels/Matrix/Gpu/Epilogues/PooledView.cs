using IlgpuCnn.Kernels.Matrix.Gpu.Access;

namespace IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;

/// <summary>
/// The place where the largest sums of 2×2 windows are stored. The activation is applied to the largest: none of them
/// decreases, so that this is the largest of the activated.
/// </summary>
/// <param name="Windows">Rows of the result.</param>
/// <param name="Columns">Columns of the result, a multiple of 4.</param>
/// <param name="Values">The result (Windows, Columns).</param>
/// <param name="Winners">
/// Which of a window's outputs each is, of the same extents; empty where they are not needed.
/// </param>
/// <param name="Bias">The bias, one element a column.</param>
/// <param name="Activation">Applied to the largest and its bias.</param>
internal readonly record struct PooledView(
    int Windows, int Columns, Floats Values, Bytes Winners, Floats Bias, Activation Activation)
{
    /// <summary>The number that is added to all sums of a column; 0 past the last one.</summary>
    public float Term(int column)
    {
        bool isInside = column < Columns;
        float bias = Bias[isInside ? column : 0];
        return isInside ? bias : 0f;
    }

    /// <summary>Stores the largest sums of two neighbouring columns, the first an even one.</summary>
    public void Store(int window, int column, Largest first, Largest second, Float2 terms)
    {
        if (window < Windows & column < Columns)
        {
            int pair = ((window * Columns) + column) / 2;
            Values.Cast<Float2>()[pair] = new Float2(
                Activations.Apply(Activation, first.Sum + terms.X), Activations.Apply(Activation, second.Sum + terms.Y));
            if (Winners.Length > 0)
                Winners.Cast<short>()[pair] = (short)(first.Tap | (second.Tap << 8));
        }
    }

    /// <summary>Stores the largest sum of one column.</summary>
    public void Store(int window, int column, Largest largest)
    {
        int at = (window * Columns) + column;
        Values[at] = Activations.Apply(Activation, largest.Sum + Bias[column]);
        if (Winners.Length > 0)
            Winners[at] = (byte)largest.Tap;
    }
}
