using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// The op that fills a parameter with its initial values. Element j of parameter p is a function of (seed, p, j) alone,
/// so a network starts alike on every device and whatever the order of its layers' creation.
/// </summary>
public sealed class Initializer(ComputeDevice device)
{
    private readonly Action<Index1D, RandomSource, int, float, Floats> uniform =
        device.Load<RandomSource, int, float, Floats>(UniformKernel);

    private readonly Action<Index1D, RandomSource, int, float, Floats> normal =
        device.Load<RandomSource, int, float, Floats>(NormalKernel);

    // ---- kernels

    private static void UniformKernel(Index1D i, RandomSource source, int grain, float bound, Floats w)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, source.Length);
        for (int j = i * grain; j < last; j++)
            w[j] = ((2f * Random4.ToUnit(source.At(j).X)) - 1f) * bound;
    }

    // Box and Muller 1958: √(−2 ln(1 − u))·cos(2πv)
    private static void NormalKernel(Index1D i, RandomSource source, int grain, float deviation, Floats w)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, source.Length);
        for (int j = i * grain; j < last; j++)
        {
            Random4 random = source.At(j);
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
    /// Fills all of <paramref name="w"/> with the initial values of parameter number <paramref name="parameterIndex"/>.
    /// The fans of a convolution are KH·KW·InC and KH·KW·OutC.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A fan is under 1, or the kind is none of the enum's.</exception>
    public void Fill(Initialization kind, int fanIn, int fanOut, ulong seed, int parameterIndex, Floats w)
    {
        Require.AtLeast(fanIn, 1, nameof(fanIn));
        Require.AtLeast(fanOut, 1, nameof(fanOut));
        Require.AtLeast(parameterIndex, 0, nameof(parameterIndex));
        RandomSource source = new(w.IntLength, seed, (uint)parameterIndex);
        WorkSplit split = device.Split(source.Length);
        float scale = Scale(kind, fanIn, fanOut);
        (kind is Initialization.GlorotNormal or Initialization.HeNormal ? normal : uniform)(
            split.Extent, source, split.Grain, scale, w);
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
    internal readonly record struct RandomSource(int Length, ulong Seed, uint Parameter)
    {
        /// <summary>The random words of one element.</summary>
        public Random4 At(int element) => Philox.Draw(Seed, RandomPurpose.Weights, Parameter, (uint)element);
    }
}
