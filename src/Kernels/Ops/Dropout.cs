using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>The key of the dropout masks of one training step of a run; each layer has a mask of its own.</summary>
public readonly record struct DropoutKey(ulong Seed, uint Step);

/// <summary>
/// Inverted dropout (Srivastava et al. 2014): y = x / (1 − p) where kept, else 0. The mask is a function of its
/// <see cref="DropoutKey"/>, the layer's number and the element's index and is drawn again in the backward pass:
/// nothing is stored. One Philox block covers four elements. In evaluation the layer is the identity and nothing is
/// launched.
/// </summary>
public sealed class Dropout(ComputeDevice device)
{
    private readonly Action<Index1D, int, int, Mask, ArrayView<DropoutKey>, Floats, Floats> forward =
        device.Load<int, int, Mask, ArrayView<DropoutKey>, Floats, Floats>(ForwardKernel, ForwardVectorKernel);

    private readonly Action<Index1D, int, int, Mask, ArrayView<DropoutKey>, Activation, Floats, Floats, Floats>
        backward = device.Load<int, int, Mask, ArrayView<DropoutKey>, Activation, Floats, Floats, Floats>(
            BackwardKernel, BackwardVectorKernel);

    // ---- kernels
    // Pointers, since a view checks itself at every access, which costs a CPU more than the maths.

    private static unsafe void ForwardKernel(
        Index1D i, int length, int grain, Mask mask, ArrayView<DropoutKey> keys, Floats x, Floats y)
    {
        DropoutKey key = keys[0];
        int last = IntrinsicMath.Min((i + 1) * grain * 4, length);
        fixed (float* xs = &x[0], ys = &y[0])
        {
            for (int j = i * grain * 4; j < last; j += 4)
            {
                Random4 random = mask.Draw(key, j / 4);
                ys[j] = xs[j] * mask.Factor(random.X);
                if (j + 1 < last)
                    ys[j + 1] = xs[j + 1] * mask.Factor(random.Y);
                if (j + 2 < last)
                    ys[j + 2] = xs[j + 2] * mask.Factor(random.Z);
                if (j + 3 < last)
                    ys[j + 3] = xs[j + 3] * mask.Factor(random.W);
            }
        }
    }

    // dx = f′(x) · dy / (1 − p) where kept, else 0
    private static unsafe void BackwardKernel(
        Index1D i, int length, int grain, Mask mask, ArrayView<DropoutKey> keys, Activation kind, Floats x, Floats dy,
        Floats dx)
    {
        DropoutKey key = keys[0];
        int last = IntrinsicMath.Min((i + 1) * grain * 4, length);
        fixed (float* xs = &x[0], dys = &dy[0], dxs = &dx[0])
        {
            for (int j = i * grain * 4; j < last; j += 4)
            {
                Random4 random = mask.Draw(key, j / 4);
                dxs[j] = dys[j] * mask.Factor(random.X) * Activations.Derivative(kind, xs[j]);
                if (j + 1 < last)
                    dxs[j + 1] = dys[j + 1] * mask.Factor(random.Y) * Activations.Derivative(kind, xs[j + 1]);
                if (j + 2 < last)
                    dxs[j + 2] = dys[j + 2] * mask.Factor(random.Z) * Activations.Derivative(kind, xs[j + 2]);
                if (j + 3 < last)
                    dxs[j + 3] = dys[j + 3] * mask.Factor(random.W) * Activations.Derivative(kind, xs[j + 3]);
            }
        }
    }

    private static void ForwardVectorKernel(
        Index1D i, int length, int grain, Mask mask, ArrayView<DropoutKey> keys, Floats x, Floats y) =>
        DropoutVectors.Forward(i, length, grain, mask, keys[0], x, y);

    private static void BackwardVectorKernel(
        Index1D i, int length, int grain, Mask mask, ArrayView<DropoutKey> keys, Activation kind, Floats x, Floats dy,
        Floats dx) => DropoutVectors.Backward(i, length, grain, mask, keys[0], kind, x, dy, dx);

    // ---- launchers

    /// <summary>y = x masked and scaled; y may be x.</summary>
    /// <param name="length">Elements.</param>
    /// <param name="dropProbability">Share of them that is zeroed.</param>
    /// <param name="layer">The layer's number in its network: each draws a mask of its own.</param>
    /// <param name="key">The step's key, as the first element.</param>
    /// <param name="x">Input.</param>
    /// <param name="y">Output.</param>
    /// <exception cref="ArgumentException">A view is too short, or dropProbability outside [0, 1).</exception>
    public void Forward(
        int length, float dropProbability, uint layer, ArrayView<DropoutKey> key, Floats x, Floats y)
    {
        Require.Length(key, 1, nameof(key), "a value of", 1);
        Require.Length(x, length, nameof(x), length);
        Require.Length(y, length, nameof(y), length);
        Mask mask = Mask.Create(dropProbability, layer);
        WorkSplit split = device.Split((length + 3) / 4);
        forward(split.Extent, length, split.Grain, mask, key, x, y);
    }

    /// <summary>
    /// dx = dy under the forward pass's mask, times f′(x), where f is the activation that produced x; dx may be dy.
    /// </summary>
    public void Backward(
        int length, float dropProbability, uint layer, ArrayView<DropoutKey> key, Activation inputActivation, Floats x,
        Floats dy, Floats dx)
    {
        Require.Length(key, 1, nameof(key), "a value of", 1);
        Require.Length(x, length, nameof(x), length);
        Require.Length(dy, length, nameof(dy), length);
        Require.Length(dx, length, nameof(dx), length);
        Mask mask = Mask.Create(dropProbability, layer);
        WorkSplit split = device.Split((length + 3) / 4);
        backward(split.Extent, length, split.Grain, mask, key, inputActivation, x, dy, dx);
    }

    /// <summary>The masks of a layer, as kernels take them: elements whose word is under Threshold become 0.</summary>
    internal readonly record struct Mask(uint Layer, uint Threshold, float Scale)
    {
        /// <summary>The masks of a layer that zero so large a share of the elements.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The share is not in [0, 1).</exception>
        public static Mask Create(float dropProbability, uint layer)
        {
            if (!(dropProbability >= 0f && dropProbability < 1f))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(dropProbability), dropProbability, "dropProbability must be at least 0 and under 1.");
            }

            // Words are compared by their upper 24 bits; the scale goes by what those can say, so the mean is exact.
            uint threshold = (uint)Math.Round(dropProbability * 16777216.0);
            float scale = (float)(16777216.0 / (16777216 - threshold));
            return new Mask(layer, threshold, scale);
        }

        /// <summary>
        /// The random words of four elements. Step and layer have a counter word each, so that no two masks share a
        /// block.
        /// </summary>
        public Random4 Draw(DropoutKey key, int block) => Philox.Block(
            (uint)block, key.Step, (uint)RandomPurpose.Dropout, Layer, (uint)key.Seed, (uint)(key.Seed >> 32));

        /// <summary>The words of <see cref="Draw"/> for as many blocks as there is room for; on the host.</summary>
        public void Fill(DropoutKey key, int firstBlock, Span<uint> words) => PhiloxVectors.Fill(
            (uint)firstBlock, key.Step, (uint)RandomPurpose.Dropout, Layer, (uint)key.Seed, (uint)(key.Seed >> 32),
            words);

        /// <summary>
        /// The factor of an element: 0 or the scale, by a product and no branch, since on a CPU a coin's toss is
        /// mispredicted every other time.
        /// </summary>
        public float Factor(uint word) => Scale * Indicator.Of((word >> 8) >= Threshold);
    }
}
