namespace IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;

/// <summary>The largest of a window's four sums, and its index among them.</summary>
internal readonly record struct Largest(float Sum, int Tap)
{
    /// <summary>
    /// The largest of four sums: of equal ones the first; a NaN is larger than any number, as in the op <c>MaxPool</c>.
    /// </summary>
    public static Largest Of(float a, float b, float c, float d) =>
        Over(Over(Over(new Largest(a, 0), b, 1), c, 2), d, 3);

    // Not by the negation of ≤, of which ILGPU makes a > on OpenCL.
    private static Largest Over(Largest best, float sum, int tap) =>
        (sum > best.Sum | float.IsNaN(sum)) & !float.IsNaN(best.Sum) ? new Largest(sum, tap) : best;
}
