namespace IlgpuCnn.Kernels.Matrix.Gpu.Epilogues;

/// <summary>The last operation on a finished sum.</summary>
internal interface IResult
{
    /// <summary>The number that is added to all sums of a column; 0 past the last one.</summary>
    static abstract float Term(in ResultView view, int column);

    /// <summary>Whether the operand is needed at the position of each sum.</summary>
    static abstract bool ReadsOperand { get; }

    /// <summary>The value that is stored for a sum.</summary>
    static abstract float Apply(in ResultView view, float sum, float read);
}

/// <summary>The output f(sum + b): the operand is the bias (Columns).</summary>
internal readonly struct OutputResult : IResult
{
    public static float Term(in ResultView view, int column)
    {
        bool isInside = column < view.Extents.Columns;
        float bias = view.Operand[isInside ? column : 0];
        return isInside ? bias : 0f;
    }

    public static bool ReadsOperand => false;

    public static float Apply(in ResultView view, float sum, float read) => Activations.Apply(view.Activation, sum);
}

/// <summary>The input's gradient f′(x) · sum: the operand is the layer's input x (Rows, Columns).</summary>
internal readonly struct InputGradientResult : IResult
{
    public static float Term(in ResultView view, int column) => 0f;

    public static bool ReadsOperand => true;

    public static float Apply(in ResultView view, float sum, float read) =>
        sum * Activations.Derivative(view.Activation, read);
}

/// <summary>The sum over a part of the depth, to be added to the other parts'.</summary>
internal readonly struct PartResult : IResult
{
    public static float Term(in ResultView view, int column) => 0f;

    public static bool ReadsOperand => false;

    public static float Apply(in ResultView view, float sum, float read) => sum;
}
