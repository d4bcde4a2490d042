namespace IlgpuCnn.Kernels.Matrix;

/// <summary>
/// Extents of one dense call: x (N, In), w (In, Out), b (Out), y (N, Out), all row-major. Make it with
/// <see cref="Create"/>, which checks it.
/// </summary>
public readonly record struct DenseShape(int N, int In, int Out)
{
    /// <summary>Elements of x.</summary>
    public int InputLength => N * In;

    /// <summary>Elements of w.</summary>
    public int WeightLength => In * Out;

    /// <summary>Elements of y.</summary>
    public int OutputLength => N * Out;

    /// <summary>A checked shape.</summary>
    /// <exception cref="ArgumentException">An extent is under 1.</exception>
    public static DenseShape Create(int n, int inputs, int outputs)
    {
        Require.AtLeast(n, 1, nameof(n));
        Require.AtLeast(inputs, 1, nameof(inputs));
        Require.AtLeast(outputs, 1, nameof(outputs));
        return new DenseShape(n, inputs, outputs);
    }

    /// <summary>
    /// The shape of the 1×1 convolution over 1×1 images that does the same work, which is what the engines take.
    /// </summary>
    public Conv2DShape ToConv2D() => Conv2DShape.Dense(N, In, Out);

    /// <summary>The extents as text, for messages and test names.</summary>
    public override string ToString() => $"dense {N}×{In} → {Out}";
}
