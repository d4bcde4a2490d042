using ILGPU.Util;
using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Kernels.Matrix;

/// <summary>
/// Pointwise activations y = f(x). Any op that writes a layer's output applies <see cref="Apply"/>, and any op that
/// writes the gradient of a layer's input multiplies by <see cref="Derivative"/> of that input, so that an activation
/// costs no launch. The launchers here are for an activation that has no such op beside it.
/// </summary>
public sealed class Activations(ComputeDevice device)
{
    private readonly Action<Index1D, int, int, Activation, Floats, Floats> forward =
        device.Load<int, int, Activation, Floats, Floats>(ForwardKernel);

    private readonly Action<Index1D, int, int, Activation, Floats, Floats, Floats> backward =
        device.Load<int, int, Activation, Floats, Floats, Floats>(BackwardKernel);

    /// <summary>
    /// The activation f(x), callable in kernels. NaN stays NaN, so that a diverged run is seen in its loss.
    /// </summary>
    public static float Apply(Activation kind, float x)
    {
        // One branch, which all threads of a launch take, since an epilogue has this once a sum.
        float below = kind == Activation.Relu ? 0f : x;
        if (kind == Activation.Elu)
            below = MathF.Exp(x) - 1f;
        return x < 0f ? below : x;
    }

    /// <summary>
    /// The derivative f′ as a function of the output y = f(x), which is all that the backward pass has kept. Callable
    /// in kernels.
    /// </summary>
    public static float Derivative(Activation kind, float y)
    {
        float below = Utilities.Select(kind == Activation.Elu, y + 1f, Utilities.Select(kind == Activation.Relu, 0f, 1f));
        return Utilities.Select(y > 0f, 1f, below);
    }

    // ---- kernels

    private static void ForwardKernel(Index1D i, int length, int grain, Activation kind, Floats x, Floats y)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, length);
        for (int j = i * grain; j < last; j++)
            y[j] = Apply(kind, x[j]);
    }

    // dx = dy · f′(y)
    private static void BackwardKernel(
        Index1D i, int length, int grain, Activation kind, Floats y, Floats dy, Floats dx)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, length);
        for (int j = i * grain; j < last; j++)
            dx[j] = dy[j] * Derivative(kind, y[j]);
    }

    // ---- launchers

    /// <summary>y = f(x) over <paramref name="length"/> elements; y may be x.</summary>
    public void Forward(int length, Activation kind, Floats x, Floats y)
    {
        Require.Length(x, length, nameof(x), length);
        Require.Length(y, length, nameof(y), length);
        WorkSplit split = device.Split(length);
        forward(split.Extent, length, split.Grain, kind, x, y);
    }

    /// <summary>dx = dy · f′, from the forward pass's output y; dx may be dy.</summary>
    public void Backward(int length, Activation kind, Floats y, Floats dy, Floats dx)
    {
        Require.Length(y, length, nameof(y), length);
        Require.Length(dy, length, nameof(dy), length);
        Require.Length(dx, length, nameof(dx), length);
        WorkSplit split = device.Split(length);
        backward(split.Extent, length, split.Grain, kind, y, dy, dx);
    }
}
