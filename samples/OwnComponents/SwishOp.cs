using ILGPU;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;

namespace OwnComponents;

/// <summary>y = x·σ(βx) (Ramachandran, Zoph and Le, "Searching for Activation Functions", 2017), element by element.</summary>
public sealed class SwishOp(ComputeDevice device)
{
    private readonly Action<Index1D, int, int, float, ArrayView<float>, ArrayView<float>> forward =
        device.Load<int, int, float, ArrayView<float>, ArrayView<float>>(ForwardKernel);

    private readonly Action<Index1D, int, int, float, Activation, ArrayView<float>, ArrayView<float>, ArrayView<float>>
        backward = device.Load<int, int, float, Activation, ArrayView<float>, ArrayView<float>, ArrayView<float>>(
            BackwardKernel);

    /// <summary>y = x·σ(βx) over <paramref name="length"/> elements.</summary>
    public void Forward(int length, float beta, ArrayView<float> x, ArrayView<float> y)
    {
        WorkSplit split = device.Split(length);
        forward(split.Extent, length, split.Grain, beta, x, y);
    }

    /// <summary>dx = dy·(σ + βx·σ·(1 − σ))·f′(x), where f is the activation that made x.</summary>
    public void Backward(
        int length, float beta, Activation inputActivation, ArrayView<float> x, ArrayView<float> dy, ArrayView<float> dx)
    {
        WorkSplit split = device.Split(length);
        backward(split.Extent, length, split.Grain, beta, inputActivation, x, dy, dx);
    }

    // ---- kernels

    private static void ForwardKernel(
        Index1D i, int length, int grain, float beta, ArrayView<float> x, ArrayView<float> y)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, length);
        for (int j = i * grain; j < last; j++)
            y[j] = x[j] * Sigmoid(beta * x[j]);
    }

    private static void BackwardKernel(
        Index1D i, int length, int grain, float beta, Activation inputActivation, ArrayView<float> x, ArrayView<float> dy,
        ArrayView<float> dx)
    {
        int last = IntrinsicMath.Min((i + 1) * grain, length);
        for (int j = i * grain; j < last; j++)
        {
            float sigma = Sigmoid(beta * x[j]);
            float slope = sigma + (beta * x[j] * sigma * (1f - sigma));
            dx[j] = dy[j] * slope * Activations.Derivative(inputActivation, x[j]);
        }
    }

    private static float Sigmoid(float x) => 1f / (1f + MathF.Exp(-x));
}
