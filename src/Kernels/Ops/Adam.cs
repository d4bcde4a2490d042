using System.Runtime.CompilerServices;
using ILGPU.Frontend;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// Adam (Kingma and Ba 2015) over a flat buffer of all parameters of a network, weights first: with coupled decay it is
/// Adam under an L2 penalty, with decoupled decay AdamW (Loshchilov and Hutter 2019). Formulas are PyTorch's: ε is
/// added after the corrected root. The step sets the gradient to zero once it is used, since the next one accumulates
/// into it and a launch to clear it would read and write it all again.
/// </summary>
public sealed class Adam(ComputeDevice device)
{
    private readonly Action<Index1D, int, int, ArrayView<AdamStep>, int, Floats, Floats, Floats, Floats> update =
        device.Load<int, int, ArrayView<AdamStep>, int, Floats, Floats, Floats, Floats>(
            UpdateKernel, UpdateVectorKernel);

    private readonly Action<
        AcceleratorStream, KernelConfig, int, ArrayView<AdamStep>, ArrayView<GradientSegment>, Floats, Floats, Floats, Floats>?
        updateByParts = device.IsCpu
            ? null
            : device.LoadGrouped<Action<
                AcceleratorStream, KernelConfig, int, ArrayView<AdamStep>, ArrayView<GradientSegment>, Floats, Floats, Floats, Floats>>(
                ((Action<int, ArrayView<AdamStep>, ArrayView<GradientSegment>, Floats, Floats, Floats, Floats>)UpdateByPartsKernel).Method,
                new KernelSpecialization(GradientSegment.Threads, null));

    // m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; w ← w − lr·m̂ / (√v̂ + ε)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance<L, V>(
        AdamStep s, float coupledDecay, float shrink, ref V weight, V gradient, ref V mean, ref V square)
        where L : struct, ILanes<V>
        where V : struct
    {
        gradient = L.Add(gradient, L.Multiply(L.Broadcast(coupledDecay), weight));
        weight = L.Subtract(weight, L.Multiply(L.Broadcast(shrink), weight));
        mean = L.Add(L.Multiply(L.Broadcast(s.Beta1), mean), L.Multiply(L.Broadcast(s.Gain1), gradient));
        square = L.Add(
            L.Multiply(L.Broadcast(s.Beta2), square),
            L.Multiply(L.Multiply(L.Broadcast(s.Gain2), gradient), gradient));
        V root = L.Add(L.Multiply(L.Sqrt(square), L.Broadcast(s.RootScale)), L.Broadcast(s.Epsilon));
        weight = L.Subtract(weight, L.Divide(L.Multiply(L.Broadcast(s.StepSize), mean), root));
    }

    // ---- kernels

    private static void UpdateKernel(
        Index1D i, int length, int decayLength, ArrayView<AdamStep> step, int grain, Floats w, Floats dw, Floats m,
        Floats v)
    {
        AdamStep s = step[0];
        int last = IntrinsicMath.Min((i + 1) * grain, length);
        for (int j = i * grain; j < last; j++)
        {
            float weight = w[j];
            float mean = m[j];
            float square = v[j];
            float decays = j < decayLength ? 1f : 0f;
            Advance<ScalarSimd, float>(
                s, decays * s.CoupledDecay, decays * s.Shrink, ref weight, dw[j], ref mean, ref square);
            w[j] = weight;
            m[j] = mean;
            v[j] = square;
            dw[j] = 0f;
        }
    }

    private static void UpdateByPartsKernel(
        int decayLength, ArrayView<AdamStep> step, ArrayView<GradientSegment> segments, Floats parts, Floats w, Floats m,
        Floats v)
    {
        AdamStep s = step[0];
        int j = GradientSegment.Add(segments, parts, out float gradient);
        if (j >= 0)
        {
            float weight = w[j];
            float mean = m[j];
            float square = v[j];
            float decays = j < decayLength ? 1f : 0f;
            Advance<ScalarSimd, float>(
                s, decays * s.CoupledDecay, decays * s.Shrink, ref weight, gradient, ref mean, ref square);
            w[j] = weight;
            m[j] = mean;
            v[j] = square;
        }
    }

    private static void UpdateVectorKernel(
        Index1D i, int length, int decayLength, ArrayView<AdamStep> step, int grain, Floats w, Floats dw, Floats m,
        Floats v) => UpdateVectors(i, length, decayLength, step[0], grain, w, dw, m, v);

    [External("AdamUpdateVectors")]
    private static unsafe void UpdateVectors(
        int worker, int length, int decayLength, AdamStep s, int grain, Floats w, Floats dw, Floats m, Floats v) =>
        ParameterLoop.Run<VectorUpdate, VectorUpdate.Arguments>(
            worker, grain, length, decayLength, new VectorUpdate.Arguments(
                s, VectorLoop.Pointer(w), VectorLoop.Pointer(dw), VectorLoop.Pointer(m), VectorLoop.Pointer(v)));

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
                V mean = S.Load(a.M + j);
                V square = S.Load(a.V + j);
                Advance<S, V>(a.Step, coupledDecay, shrink, ref weight, S.Load(a.Dw + j), ref mean, ref square);
                S.Store(weight, a.W + j);
                S.Store(mean, a.M + j);
                S.Store(square, a.V + j);
                S.Store(S.Broadcast(0f), a.Dw + j);
            }
        }

        public readonly struct Arguments(AdamStep step, float* w, float* dw, float* m, float* v)
        {
            public readonly AdamStep Step = step;
            public readonly float* W = w;
            public readonly float* Dw = dw;
            public readonly float* M = m;
            public readonly float* V = v;
        }
    }

    // ---- launchers

    /// <summary>
    /// Moves the first <paramref name="length"/> of w by one step along dw and sets dw to zero. The moments m and v
    /// start as zeros and live with w.
    /// </summary>
    /// <param name="length">Parameters.</param>
    /// <param name="decayLength">How many of them, from the first on, take weight decay.</param>
    /// <param name="step">The step, as the first element.</param>
    /// <param name="w">Parameters.</param>
    /// <param name="dw">Their gradients.</param>
    /// <param name="m">First moments.</param>
    /// <param name="v">Second moments.</param>
    public void Update(
        int length, int decayLength, ArrayView<AdamStep> step, Floats w, Floats dw, Floats m, Floats v)
    {
        Require.Part(decayLength, length, nameof(decayLength));
        Require.Length(step, 1, nameof(step), "a value of", 1);
        Require.Length(w, length, nameof(w), length);
        Require.Length(dw, length, nameof(dw), length);
        Require.Length(m, length, nameof(m), length);
        Require.Length(v, length, nameof(v), length);
        WorkSplit split = device.Split(length);
        update(split.Extent, length, decayLength, step, split.Grain, w, dw, m, v);
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
    /// <param name="m">First moments.</param>
    /// <param name="v">Second moments.</param>
    public void Update(
        int length, int decayLength, ArrayView<AdamStep> step, Floats w, in PartialGradients dw, Floats m, Floats v)
    {
        Require.Part(decayLength, length, nameof(decayLength));
        Require.Length(step, 1, nameof(step), "a value of", 1);
        Require.Length(w, length, nameof(w), length);
        Require.Length(m, length, nameof(m), length);
        Require.Length(v, length, nameof(v), length);
        updateByParts!(
            device.Stream, new KernelConfig(dw.Groups, GradientSegment.Threads), decayLength, step, dw.Segments,
            dw.Parts, w, m, v);
    }
}
