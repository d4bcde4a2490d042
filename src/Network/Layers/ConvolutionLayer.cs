using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Network.Layers;

/// <summary>2-D convolution with bias, then an activation in the same launch.</summary>
public sealed class ConvolutionLayer : Layer
{
    private readonly Conv2D op;
    private readonly Activation activation;

    /// <summary>For batches of up to any number of examples of <paramref name="shape"/>, whose N is not read.</summary>
    public ConvolutionLayer(string name, Conv2D op, Conv2DShape shape, Activation activation)
        : base(name, new ImageShape(shape.H, shape.W, shape.InC), new ImageShape(shape.OutH, shape.OutW, shape.OutC))
    {
        this.op = op;
        Shape = shape;
        this.activation = activation;
        Weight = new Parameter(
            $"{name}.weight", ParameterLayout.Convolution, [shape.KH, shape.KW, shape.InC, shape.OutC]);
        Bias = new Parameter($"{name}.bias", ParameterLayout.Bias, [shape.OutC]);
    }

    /// <summary>Extents for a batch; N is a pass's.</summary>
    public Conv2DShape Shape { get; }

    /// <summary>(KH, KW, InC, OutC).</summary>
    public Parameter Weight { get; }

    /// <summary>(OutC).</summary>
    public Parameter Bias { get; }

    /// <inheritdoc/>
    public override Activation OutputActivation => activation;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [Weight, Bias];

    /// <inheritdoc/>
    public override bool LeavesParts => true;

    /// <inheritdoc/>
    public override Conv2DShape? MatrixShape(int n) => Shape with { N = n };

    /// <inheritdoc/>
    public override void Forward(in NetworkPass pass, Floats x, Floats y) =>
        op.Forward(Shape with { N = pass.N }, x, Weight.Value, Bias.Value, activation, y);

    /// <inheritdoc/>
    public override void Backward(in NetworkPass pass, Floats x, Floats dy, Floats dx)
    {
        Conv2DShape batch = Shape with { N = pass.N };
        if (pass.LeavesParts)
            op.BackwardWeightParts(batch, x, dy, GradientParts);
        else
            op.BackwardWeight(batch, x, dy, Weight.Gradient, Bias.Gradient);
        if (dx.Length > 0)
            op.BackwardInput(batch, dy, Weight.Value, InputActivation, x, dx);
    }
}
