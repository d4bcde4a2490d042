using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Network.Layers;

/// <summary>A dense layer over the flattened input, with bias, then an activation in the same launch.</summary>
public sealed class DenseLayer : Layer
{
    private readonly Dense op;
    private readonly Activation activation;
    private readonly Parameter weight;
    private readonly Parameter bias;

    /// <summary>From an input of any shape to <paramref name="outputs"/> numbers.</summary>
    public DenseLayer(string name, Dense op, ImageShape input, int outputs, Activation activation)
        : base(name, input, new ImageShape(1, 1, outputs))
    {
        this.op = op;
        this.activation = activation;
        Shape = DenseShape.Create(1, input.Length, outputs);
        weight = new Parameter($"{name}.weight", ParameterLayout.Dense, [input.H, input.W, input.C, outputs]);
        bias = new Parameter($"{name}.bias", ParameterLayout.Bias, [outputs]);
    }

    /// <summary>Extents for a batch; N is a pass's.</summary>
    public DenseShape Shape { get; }

    /// <inheritdoc/>
    public override Activation OutputActivation => activation;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [weight, bias];

    /// <inheritdoc/>
    public override bool LeavesParts => true;

    /// <inheritdoc/>
    public override Conv2DShape? MatrixShape(int n) => (Shape with { N = n }).ToConv2D();

    /// <inheritdoc/>
    public override void Forward(in NetworkPass pass, Floats x, Floats y) =>
        op.Forward(Shape with { N = pass.N }, x, weight.Value, bias.Value, activation, y);

    /// <inheritdoc/>
    public override void Backward(in NetworkPass pass, Floats x, Floats dy, Floats dx)
    {
        DenseShape batch = Shape with { N = pass.N };
        if (pass.LeavesParts)
            op.BackwardWeightParts(batch, x, dy, GradientParts);
        else
            op.BackwardWeight(batch, x, dy, weight.Gradient, bias.Gradient);
        if (dx.Length > 0)
            op.BackwardInput(batch, dy, weight.Value, InputActivation, x, dx);
    }
}
