using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Network.Layers;

/// <summary>
/// 2-D convolution with bias, an activation and max pooling over 2×2 windows, in one launch forward: a
/// <see cref="ConvolutionLayer"/> and a <see cref="MaxPoolLayer"/>, whose results it has, on devices that can.
/// </summary>
public sealed class PooledConvolutionLayer : Layer
{
    private readonly ConvolutionLayer conv;
    private readonly PooledConv2D op;
    private readonly Conv2D plain;

    /// <summary>Of a convolution that would stand alone.</summary>
    public PooledConvolutionLayer(string name, ConvolutionLayer conv, Conv2D plain, PooledConv2D op)
        : base(name, conv.Input, new ImageShape(conv.Output.H / 2, conv.Output.W / 2, conv.Output.C))
    {
        this.conv = conv;
        this.plain = plain;
        this.op = op;
    }

    /// <inheritdoc/>
    public override Activation OutputActivation => conv.OutputActivation;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => conv.Parameters;

    /// <inheritdoc/>
    public override MatrixPasses ForwardPass => MatrixPasses.PooledForward;

    /// <summary>A byte an output: which of its window was the largest.</summary>
    public override int KeptLength => (Output.Length + sizeof(float) - 1) / sizeof(float);

    /// <summary>The gradient of the convolution's outputs.</summary>
    public override int ScratchLength => conv.Output.Length;

    private Bytes Winners => Kept.Cast<byte>();

    /// <inheritdoc/>
    public override bool LeavesParts => true;

    /// <inheritdoc/>
    public override Conv2DShape? MatrixShape(int n) => conv.MatrixShape(n);

    /// <inheritdoc/>
    public override void Forward(in NetworkPass pass, Floats x, Floats y) => op.Forward(
        conv.Shape with { N = pass.N }, x, conv.Weight.Value, conv.Bias.Value, OutputActivation, y,
        pass.Training ? Winners : default);

    /// <inheritdoc/>
    public override void Backward(in NetworkPass pass, Floats x, Floats dy, Floats dx)
    {
        Conv2DShape batch = conv.Shape with { N = pass.N };
        BackwardPool(pass, dy);
        if (pass.LeavesParts)
            plain.BackwardWeightParts(batch, x, Scratch, GradientParts);
        else
            plain.BackwardWeight(batch, x, Scratch, conv.Weight.Gradient, conv.Bias.Gradient);
        if (dx.Length > 0)
            plain.BackwardInput(batch, Scratch, conv.Weight.Value, InputActivation, x, dx);
    }

    /// <summary>The part of <see cref="Backward"/> that leaves the gradient of the convolution's outputs in the scratch.</summary>
    public void BackwardPool(in NetworkPass pass, Floats dy) =>
        op.BackwardPool(conv.Shape with { N = pass.N }, Winners, dy, Scratch);
}
