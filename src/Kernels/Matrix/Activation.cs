namespace IlgpuCnn.Kernels.Matrix;

/// <summary>The pointwise non-linearities that can follow a layer.</summary>
public enum Activation
{
    /// <summary>The identity, y = x: no activation.</summary>
    Identity = 0,

    /// <summary>The rectifier, y = max(x, 0).</summary>
    Relu = 1,

    /// <summary>
    /// The exponential linear unit, y = x for x &gt; 0, else eˣ − 1 (Clevert, Unterthiner and Hochreiter 2016, α = 1).
    /// </summary>
    Elu = 2,
}
