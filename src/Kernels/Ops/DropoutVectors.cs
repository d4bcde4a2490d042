using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ILGPU.Frontend;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// The vector loops of <see cref="Dropout"/> on a CPU: random words are drawn by vectors, a few hundred at a time, and
/// so are the elements masked. The masks are the kernels'.
/// </summary>
internal static unsafe class DropoutVectors
{
    private const int ChunkLength = 256;

    [External("DropoutForwardVectors")]
    public static void Forward(
        int worker, int length, int grain, Dropout.Mask mask, DropoutKey key, Floats x, Floats y) => Run(
        worker, length, grain, mask, key, Activation.Identity, VectorLoop.Pointer(x), VectorLoop.Pointer(x),
        VectorLoop.Pointer(y));

    [External("DropoutBackwardVectors")]
    public static void Backward(
        int worker, int length, int grain, Dropout.Mask mask, DropoutKey key, Activation kind, Floats x, Floats dy,
        Floats dx) => Run(
        worker, length, grain, mask, key, kind, VectorLoop.Pointer(x), VectorLoop.Pointer(dy), VectorLoop.Pointer(dx));

    // to = masked(from) · f′(x)
    private static void Run(
        int worker, int length, int grain, in Dropout.Mask mask, DropoutKey key, Activation kind, float* x, float* from,
        float* to)
    {
        uint* words = stackalloc uint[ChunkLength];
        int last = (int)Math.Min((worker + 1L) * grain * 4, length);
        for (int first = worker * grain * 4; first < last; first += ChunkLength)
        {
            int count = Math.Min(ChunkLength, last - first);
            mask.Fill(key, first / 4, new Span<uint>(words, (count + 3) / 4 * 4));
            Apply(mask, kind, words, count, x + first, from + first, to + first);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply(
        in Dropout.Mask mask, Activation kind, uint* words, int count, float* x, float* from, float* to)
    {
        Vector256<uint> threshold = Vector256.Create(mask.Threshold);
        Vector256<float> scale = Vector256.Create(mask.Scale);
        int i = 0;
        for (; i + Vector256<float>.Count <= count; i += Vector256<float>.Count)
        {
            Vector256<uint> kept = Vector256.GreaterThanOrEqual(Vector256.Load(words + i) >>> 8, threshold);
            Vector256<float> masked = Vector256.Load(from + i) * (kept.AsSingle() & scale);
            VectorActivations.TimesDerivative<Simd256, Vector256<float>>(kind, masked, Vector256.Load(x + i))
                .Store(to + i);
        }

        for (; i < count; i++)
        {
            to[i] = VectorActivations.TimesDerivative<ScalarSimd, float>(
                kind, from[i] * mask.Factor(words[i]), x[i]);
        }
    }
}
