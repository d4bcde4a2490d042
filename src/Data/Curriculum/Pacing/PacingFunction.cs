using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>How many images are visible, as a function of the training step.</summary>
public abstract record PacingFunction
{
    // What rounding errors may add to a number of images that is whole on paper.
    private const double Tolerance = 1e-6;

    private static readonly Dictionary<string, (Func<NamedArguments, PacingFunction> Create, string Form)> Known = new()
    {
        ["linear"] = (a => new LinearPacing(A(a), B(a)), "linear(a=0.8,b=0.2)"),
        ["quadratic"] = (a => new QuadraticPacing(A(a), B(a)), "quadratic(a=0.8,b=0.2)"),
        ["root"] = (a => new RootPacing(A(a), B(a)), "root(a=0.8,b=0.2)"),
        ["logarithmic"] = (a => new LogarithmicPacing(A(a), B(a)), "logarithmic(a=0.8,b=0.2)"),
        ["exponential"] = (a => new ExponentialPacing(A(a), B(a)), "exponential(a=0.8,b=0.2)"),
        ["step"] = (a => new StepPacing(A(a), B(a)), "step(a=0.8,b=0.2)"),
        ["geometric"] = (a => new GeometricPacing(A(a), B(a)), "geometric(a=0.8,b=0.2)"),
        ["root-p"] = (
            a => new RootPPacing(A(a), B(a), a.Number("p", 2, over: 0)), "root-p(a=0.8,b=0.2,p=2)"),
        ["fixed-exponential"] = (
            a => new FixedExponentialPacing(Start(a), Increase(a), (long)a.Number("length", 100, least: 1)),
            "fixed-exponential(start=0.04,increase=1.9,length=100)"),
        ["varied-exponential"] = (
            a => new VariedExponentialPacing(Start(a), Increase(a), a.WholeNumbers("lengths", [100], least: 1)),
            "varied-exponential(start=0.04,increase=1.9,lengths=100/200/400)"),
        ["single-step"] = (
            a => new SingleStepPacing(Start(a), (long)a.Number("length", 100, least: 1)),
            "single-step(start=0.04,length=100)"),
        ["threshold"] = (
            a => new ThresholdPacing(a.Number("from"), a.Number("to"), A(a), Percentile: false),
            "threshold(from=VALUE,to=VALUE,a=0.8)"),
        ["threshold-percentile"] = (
            a => new ThresholdPacing(Percent(a, "from", 20), Percent(a, "to", 100), A(a), Percentile: true),
            "threshold-percentile(from=20,to=100,a=0.8)"),
    };

    /// <summary>How each is written, with the defaults of its arguments.</summary>
    public static IEnumerable<string> Forms => Known.Values.Select(known => known.Form);

    /// <summary>Whether the size depends on the difficulties: a threshold.</summary>
    public virtual bool ReadsDifficulties => false;

    /// <summary>
    /// The visible number of images at <paramref name="step"/> (from 0), before it is rounded and bounded: it may be
    /// under 1 or over the number of images.
    /// </summary>
    public abstract double SizeAt(long step, PacingScope scope);

    /// <summary>
    /// The visible number of images: the size rounded up, at least <paramref name="least"/> and at most all.
    /// </summary>
    public int VisibleAt(long step, PacingScope scope, int least)
    {
        double size = Math.Ceiling(SizeAt(step, scope) - Tolerance);
        return (int)Math.Clamp(size, Math.Min(least, scope.Count), scope.Count);
    }

    /// <summary>Reads a pacing function such as <c>exponential(a=0.8,b=0.2)</c>.</summary>
    /// <exception cref="InputException">The name or an argument is unknown or out of range.</exception>
    public static PacingFunction Parse(string text)
    {
        NamedArguments arguments = NamedArguments.Parse("pacing function", text);
        PacingFunction pacing = Find(arguments.Name).Create(arguments);
        arguments.RejectUnread();
        return pacing;
    }

    private static (Func<NamedArguments, PacingFunction> Create, string Form) Find(string name) =>
        KnownNames.Find("pacing function", name, Known);

    private static double A(NamedArguments arguments) => arguments.Number("a", 0.8, over: 0);

    private static double B(NamedArguments arguments) => arguments.Number("b", 0.2, over: 0, most: 1);

    private static double Start(NamedArguments arguments) => arguments.Number("start", 0.04, over: 0, most: 1);

    private static double Increase(NamedArguments arguments) => arguments.Number("increase", 1.9, least: 1);

    private static double Percent(NamedArguments arguments, string key, double initial) =>
        arguments.Number(key, initial, least: 0, most: 100);
}
