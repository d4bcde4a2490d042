using System.Runtime.CompilerServices;
using ILGPU.Frontend;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels;

/// <summary>
/// One step of <see cref="Sgd"/>, made with <see cref="Create"/>: the first <paramref name="DecayLength"/> of
/// <paramref name="Length"/> parameters take weight decay. The step goes along GradientShare·g + VelocityShare·u.
/// CoupledDecay times w is added to the gradient; Shrink times w is taken off w.
/// </summary>
public readonly record struct SgdStep(
    int Length, int DecayLength, float LearningRate, float Momentum, float GradientShare, float VelocityShare,
    float CoupledDecay, float Shrink)
{
    /// <summary>A checked step.</summary>
    public static SgdStep Create(
        int length, int decayLength, double learningRate, double momentum = 0, bool nesterov = false,
        double coupledDecay = 0, double decoupledDecay = 0)
    {
        Require.AtLeast(length, 0, nameof(length));
        Require.AtLeast(decayLength, 0, nameof(decayLength));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decayLength, length);
        return new SgdStep(
            length, decayLength, (float)learningRate, (float)momentum, nesterov ? 1f : 0f,
            nesterov ? (float)momentum : 1f, (float)coupledDecay, (float)(learningRate * decoupledDecay));
    }
}

/// <summary>
/// Stochastic gradient descent with momentum, plain or Nesterov's, over a flat buffer of all parameters of a network,
/// weights first. Formulas are PyTorch's without dampening: u ← μu + g, so the first step, from u = 0, has u = g. The
/// step sets the gradient to zero once it is used, since the next one accumulates into it and a launch to clear it
/// would read and write it all again.
/// </summary>
public sealed class Sgd(ComputeDevice device)
{
    private readonly Action<Index1D, SgdStep, int, Floats, Floats, Floats> update =
        device.Load<SgdStep, int, Floats, Floats, Floats>(UpdateKernel, UpdateRowKernel);

    // u ← μu + g; w ← w − lr·u, or under Nesterov w − lr·(g + μu)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance<L, V>(
        SgdStep s, float coupledDecay, float shrink, ref V weight, V gradient, ref V velocity)
        where L : struct, ILanes<V>
        where V : struct
    {
        gradient = L.Add(gradient, L.Multiply(L.Broadcast(coupledDecay), weight));
        weight = L.Subtract(weight, L.Multiply(L.Broadcast(shrink), weight));
        velocity = L.Add(L.Multiply(L.Broadcast(s.Momentum), velocity), gradient);
        V along = L.Add(
            L.Multiply(L.Broadcast(s.GradientShare), gradient), L.Multiply(L.Broadcast(s.VelocityShare), velocity));
        weight = L.Subtract(weight, L.Multiply(L.Broadcast(s.LearningRate), along));
    }

    // ---- kernels

    private static void UpdateKernel(Index1D i, SgdStep s, int grain, Floats w, Floats dw, Floats u)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, s.Length);
        for (int j = i * grain; j < last; j++)
        {
            float weight = w[j];
            float velocity = u[j];
            float decays = j < s.DecayLength ? 1f : 0f;
            Advance<ScalarSimd, float>(s, decays * s.CoupledDecay, decays * s.Shrink, ref weight, dw[j], ref velocity);
            w[j] = weight;
            u[j] = velocity;
            dw[j] = 0f;
        }
    }

    private static void UpdateRowKernel(Index1D i, SgdStep s, int grain, Floats w, Floats dw, Floats u) =>
        UpdateRow(i, s, grain, w, dw, u);

    [External("SgdUpdateRow")]
    private static unsafe void UpdateRow(int worker, SgdStep s, int grain, Floats w, Floats dw, Floats u) =>
        ParameterRows.Run<Row, Row.Arguments>(worker, grain, s.Length, s.DecayLength, new Row.Arguments(
            s, VectorLoop.Pointer(w), VectorLoop.Pointer(dw), VectorLoop.Pointer(u)));

    private readonly unsafe struct Row : IParameterLoop<Row.Arguments>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Run<S, V>(in Arguments a, float decays, int first, int last)
            where S : struct, ISimd<V>
            where V : struct
        {
            float coupledDecay = decays * a.Step.CoupledDecay;
            float shrink = decays * a.Step.Shrink;
            for (int j = first; j < last; j += S.Width)
            {
                V weight = S.Load(a.W + j);
                V velocity = S.Load(a.U + j);
                Advance<S, V>(a.Step, coupledDecay, shrink, ref weight, S.Load(a.Dw + j), ref velocity);
                S.Store(weight, a.W + j);
                S.Store(velocity, a.U + j);
                S.Store(S.Broadcast(0f), a.Dw + j);
            }
        }

        public readonly struct Arguments(SgdStep step, float* w, float* dw, float* u)
        {
            public readonly SgdStep Step = step;
            public readonly float* W = w;
            public readonly float* Dw = dw;
            public readonly float* U = u;
        }
    }

    // ---- launchers

    /// <summary>
    /// Moves w by one step along dw and sets dw to zero. The velocity starts as zeros and lives with w.
    /// </summary>
    public void Update(in SgdStep step, Floats w, Floats dw, Floats velocity)
    {
        Require.Length(w, step.Length, nameof(w), step.Length);
        Require.Length(dw, step.Length, nameof(dw), step.Length);
        Require.Length(velocity, step.Length, nameof(velocity), step.Length);
        WorkSplit split = device.Split(step.Length);
        update(split.Extent, step, split.Grain, w, dw, velocity);
    }
}
