namespace IlgpuCnn.Kernels.Ops;

/// <summary>Extents of one classification loss: logits (N, Classes), labels (N), row-major.</summary>
public readonly record struct ClassificationShape(int N, int Classes)
{
    /// <summary>Elements of the logits.</summary>
    public int Length => N * Classes;

    /// <summary>A checked shape.</summary>
    /// <exception cref="ArgumentException">An extent is under 1.</exception>
    public static ClassificationShape Create(int n, int classes) =>
        new(Require.AtLeast(n, 1, nameof(n)), Require.AtLeast(classes, 1, nameof(classes)));

    /// <summary>The extents as text, for messages and test names.</summary>
    public override string ToString() => $"{N} examples of {Classes} classes";
}
