namespace IlgpuCnn.Kernels;

/// <summary>Extents of one dense call: x (N, In), w (In, Out), b (Out), y (N, Out), row-major.</summary>
public readonly record struct DenseShape(int N, int In, int Out)
{
    /// <summary>The 1×1 convolution that it is.</summary>
    public Conv2DShape AsConvolution => Conv2DShape.Dense(N, In, Out);

    /// <summary>A checked shape.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An extent is under 1.</exception>
    public static DenseShape Create(int n, int inputs, int outputs) => new(
        Require.AtLeast(n, 1, nameof(n)),
        Require.AtLeast(inputs, 1, nameof(inputs)),
        Require.AtLeast(outputs, 1, nameof(outputs)));
}
