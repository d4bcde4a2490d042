using System.Runtime.CompilerServices;
using ILGPU.Frontend;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// Stochastic gradient descent with momentum, plain or Nesterov's, over a flat buffer of all parameters of a network,
/// weights first. Formulas are PyTorch's without dampening: u ← μu + g, so the first step, from u = 0, has u = g. The
/// step sets the gradient to zero once it is used, since the next one accumulates into it and a launch to clear it
/// would read and write it all again.
/// </summary>
public sealed class Sgd(ComputeDevice device)
{
    private readonly Action<Index1D, int, int, ArrayView<SgdStep>, int, Floats, Floats, Floats> update =
        device.Load<int, int, ArrayView<SgdStep>, int, Floats, Floats, Floats>(UpdateKernel, UpdateVectorKernel);

    private readonly Action<
        AcceleratorStream, KernelConfig, int, ArrayView<SgdStep>, ArrayView<GradientSegment>, Floats, Floats, Floats>?
        updateByParts = device.IsCpu
            ? null
            : device.LoadGrouped<Action<
                AcceleratorStream, KernelConfig, int, ArrayView<SgdStep>, ArrayView<GradientSegment>, Floats, Floats, Floats>>(
                ((Action<int, ArrayView<SgdStep>, ArrayView<GradientSegment>, Floats, Floats, Floats>)UpdateByPartsKernel).Method,
                new KernelSpecialization(GradientSegment.Threads, null));

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

    private static void UpdateKernel(
        Index1D i, int length, int decayLength, ArrayView<SgdStep> step, int grain, Floats w, Floats dw, Floats u)
    {
        SgdStep s = step[0];
        int last = IntrinsicMath.Min((i + 1) * grain, length);
        for (int j = i * grain; j < last; j++)
        {
            float weight = w[j];
            float velocity = u[j];
            float decays = j < decayLength ? 1f : 0f;
            Advance<ScalarSimd, float>(s, decays * s.CoupledDecay, decays * s.Shrink, ref weight, dw[j], ref velocity);
            w[j] = weight;
            u[j] = velocity;
            dw[j] = 0f;
        }
    }

    private static void UpdateByPartsKernel(
        int decayLength, ArrayView<SgdStep> step, ArrayView<GradientSegment> segments, Floats parts, Floats w, Floats u)
    {
        SgdStep s = step[0];
        int j = GradientSegment.Add(segments, parts, out float gradient);
        if (j >= 0)
        {
            float weight = w[j];
            float velocity = u[j];
            float decays = j < decayLength ? 1f : 0f;
            Advance<ScalarSimd, float>(
                s, decays * s.CoupledDecay, decays * s.Shrink, ref weight, gradient, ref velocity);
            w[j] = weight;
            u[j] = velocity;
        }
    }

    private static void UpdateVectorKernel(
        Index1D i, int length, int decayLength, ArrayView<SgdStep> step, int grain, Floats w, Floats dw, Floats u) =>
        UpdateVectors(i, length, decayLength, step[0], grain, w, dw, u);

    [External("SgdUpdateVectors")]
    private static unsafe void UpdateVectors(
        int worker, int length, int decayLength, SgdStep s, int grain, Floats w, Floats dw, Floats u) =>
        ParameterLoop.Run<VectorUpdate, VectorUpdate.Arguments>(
            worker, grain, length, decayLength, new VectorUpdate.Arguments(
                s, VectorLoop.Pointer(w), VectorLoop.Pointer(dw), VectorLoop.Pointer(u)));

    private readonly unsafe struct VectorUpdate : IParameterLoop<VectorUpdate.Arguments>
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
    /// Moves the first <paramref name="length"/> of w by one step along dw and sets dw to zero. The velocity starts as
    /// zeros and lives with w.
    /// </summary>
    /// <param name="length">Parameters.</param>
    /// <param name="decayLength">How many of them, from the first on, take weight decay.</param>
    /// <param name="step">The step, as the first element.</param>
    /// <param name="w">Parameters.</param>
    /// <param name="dw">Their gradients.</param>
    /// <param name="velocity">Their velocities.</param>
    public void Update(
        int length, int decayLength, ArrayView<SgdStep> step, Floats w, Floats dw, Floats velocity)
    {
        Require.Part(decayLength, length, nameof(decayLength));
        Require.Length(step, 1, nameof(step), "a value of", 1);
        Require.Length(w, length, nameof(w), length);
        Require.Length(dw, length, nameof(dw), length);
        Require.Length(velocity, length, nameof(velocity), length);
        WorkSplit split = device.Split(length);
        update(split.Extent, length, decayLength, step, split.Grain, w, dw, velocity);
    }

    /// <summary>
    /// Moves w by one step along gradients that lie in parts, which it adds up in a fixed order; GPUs only. Elements of
    /// no segment stay as they are.
    /// </summary>
    /// <param name="length">Parameters.</param>
    /// <param name="decayLength">How many of them, from the first on, take weight decay.</param>
    /// <param name="step">The step, as the first element.</param>
    /// <param name="w">Parameters.</param>
    /// <param name="dw">The parts of their gradients; the caller keeps the segments within parts and parameters.</param>
    /// <param name="velocity">Their velocities.</param>
    public void Update(
        int length, int decayLength, ArrayView<SgdStep> step, Floats w, in PartialGradients dw, Floats velocity)
    {
        Require.Part(decayLength, length, nameof(decayLength));
        Require.Length(step, 1, nameof(step), "a value of", 1);
        Require.Length(w, length, nameof(w), length);
        Require.Length(velocity, length, nameof(velocity), length);
        updateByParts!(
            device.Stream, new KernelConfig(dw.Groups, GradientSegment.Threads), decayLength, step, dw.Segments,
            dw.Parts, w, velocity);
    }
}
