using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>How a parameter starts. Deviations are of the whole distribution; normals are not truncated.</summary>
public enum Initialization
{
    /// <summary>0.</summary>
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

/// <summary>
/// Fills a parameter with its initial values. Element j of parameter p is a function of (seed, p, j) alone, so a
/// network starts alike on every device and whatever the order of its layers' creation.
/// </summary>
public sealed class Initializer(ComputeDevice device)
{
    private readonly Action<Index1D, Draws, int, float, Floats> uniform =
        device.Load<Draws, int, float, Floats>(UniformKernel);

    private readonly Action<Index1D, Draws, int, float, Floats> normal =
        device.Load<Draws, int, float, Floats>(NormalKernel);

    // ---- kernels

    private static void UniformKernel(Index1D i, Draws draws, int grain, float bound, Floats w)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, draws.Length);
        for (int j = i * grain; j < last; j++)
            w[j] = ((2f * Random4.ToUnit(draws.At(j).X)) - 1f) * bound;
    }

    // Box and Muller 1958: √(−2 ln(1 − u))·cos(2πv)
    private static void NormalKernel(Index1D i, Draws draws, int grain, float deviation, Floats w)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, draws.Length);
        for (int j = i * grain; j < last; j++)
        {
            Random4 random = draws.At(j);
            float u = Random4.ToUnit(random.X);
            float v = Random4.ToUnit(random.Y);

            // A GPU's logarithm is off by 2⁻²² near 1, of which the root would make 5e-4: there, its series.
            float minusLog = u < 0.015625f
                ? u * (1f + (u * (0.5f + (u * (0.33333333f + (u * 0.25f))))))
                : -MathF.Log(1f - u);
            w[j] = deviation * MathF.Sqrt(2f * minusLog) * MathF.Cos(6.2831853f * v);
        }
    }

    // ---- launchers

    /// <summary>
    /// Fills all of <paramref name="w"/>. The fans of a convolution are KH·KW·InC and KH·KW·OutC.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A fan is under 1, or the kind is none of the enum's.</exception>
    public void Fill(Initialization kind, int fanIn, int fanOut, ulong seed, int parameterIndex, Floats w)
    {
        Require.AtLeast(fanIn, 1, nameof(fanIn));
        Require.AtLeast(fanOut, 1, nameof(fanOut));
        Require.AtLeast(parameterIndex, 0, nameof(parameterIndex));
        Draws draws = new(w.IntLength, seed, (uint)parameterIndex);
        WorkSplit split = device.Split(draws.Length);
        float scale = Scale(kind, fanIn, fanOut);
        (kind is Initialization.GlorotNormal or Initialization.HeNormal ? normal : uniform)(
            split.Extent, draws, split.Grain, scale, w);
    }

    // The bound of a uniform distribution, the deviation of a normal one.
    private static float Scale(Initialization kind, int fanIn, int fanOut) => kind switch
    {
        Initialization.Zeros => 0f, // by the kernel too: OpenCL refuses to fill a view inside a buffer
        Initialization.GlorotUniform => MathF.Sqrt(6f / (fanIn + fanOut)),
        Initialization.GlorotNormal => MathF.Sqrt(2f / (fanIn + fanOut)),
        Initialization.HeUniform => MathF.Sqrt(6f / fanIn),
        Initialization.HeNormal => MathF.Sqrt(2f / fanIn),
        Initialization.FanInUniform => MathF.Sqrt(1f / fanIn),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, $"{kind} is no initialization."),
    };

    /// <summary>The random numbers of one parameter, as kernels take them.</summary>
    public readonly record struct Draws(int Length, ulong Seed, uint Parameter)
    {
        public Random4 At(int element) => Philox.Draw(Seed, RandomPurpose.Weights, Parameter, (uint)element);
    }
}
