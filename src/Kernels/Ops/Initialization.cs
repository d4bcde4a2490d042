namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// The distribution of a parameter's initial values. Deviations are of the whole distribution; normals are not
/// truncated.
/// </summary>
public enum Initialization
{
    /// <summary>All elements 0.</summary>
    Zeros = 0,

    /// <summary>Uniform in ±√(6 / (fanIn + fanOut)) (Glorot and Bengio 2010).</summary>
    GlorotUniform = 1,

    /// <summary>Normal of deviation √(2 / (fanIn + fanOut)) (Glorot and Bengio 2010).</summary>
    GlorotNormal = 2,

    /// <summary>Uniform in ±√(6 / fanIn) (He, Zhang, Ren and Sun 2015).</summary>
    HeUniform = 3,

    /// <summary>Normal of deviation √(2 / fanIn) (He, Zhang, Ren and Sun 2015).</summary>
    HeNormal = 4,

    /// <summary>Uniform in ±1 / √fanIn: what PyTorch gives the weights and biases of its layers.</summary>
    FanInUniform = 5,
}
