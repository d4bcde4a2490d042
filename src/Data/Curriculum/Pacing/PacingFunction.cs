using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>How many images are visible, as a function of the training step.</summary>
public abstract record PacingFunction
{
    /// <summary>What rounding errors may add to a number of images that is whole on paper.</summary>
    protected const double Tolerance = 1e-6;

    private static readonly Dictionary<string, PacingForm> Known = new PacingForm[]
    {
        new(
            "linear(a=0.8,b=0.2)", "evenly from the share b to all images at the share a of the steps",
            a => new LinearPacing(A(a), B(a))),
        new(
            "quadratic(a=0.8,b=0.2)", "the same, slowly at first: by the square of the share of the steps",
            a => new QuadraticPacing(A(a), B(a))),
        new(
            "root(a=0.8,b=0.2)", "the same, quickly at first: by the square root",
            a => new RootPacing(A(a), B(a))),
        new(
            "logarithmic(a=0.8,b=0.2)", "the same, most of them at once: by the logarithm",
            a => new LogarithmicPacing(A(a), B(a))),
        new(
            "exponential(a=0.8,b=0.2)", "the same, most of them at the end: by the exponential",
            a => new ExponentialPacing(A(a), B(a))),
        new(
            "step(a=0.8,b=0.2)", "the share b, then all images from the share a of the steps on",
            a => new StepPacing(A(a), B(a))),
        new(
            "geometric(a=0.8,b=0.2)", "by equal factors from the share b to all images at the share a of the steps",
            a => new GeometricPacing(A(a), B(a))),
        new(
            "root-p(a=0.8,b=0.2,p=2)", "competence: the p-th root of a line; the larger p, the more at first",
            a => new RootPPacing(A(a), B(a), a.Number("p", 2, over: 0))),
        new(
            "fixed-exponential(start=0.04,increase=1.9,length=100)",
            "the share start, times increase every length steps",
            a => new FixedExponentialPacing(Start(a), Increase(a), Length(a))),
        new(
            "varied-exponential(start=0.04,increase=1.9,lengths=100/200/400)",
            "the same with a length for each growth, the last for all that follow; lengths=100 by default",
            a => new VariedExponentialPacing(Start(a), Increase(a), a.WholeNumbers("lengths", [100], least: 1))),
        new(
            "single-step(start=0.04,length=100)", "the share start for length steps, then all images",
            a => new SingleStepPacing(Start(a), Length(a))),
        new(
            "threshold(from=VALUE,to=VALUE,a=0.8)",
            "images whose score is at most a value, which rises evenly to the share a of the steps",
            a => Rising(a, a.Number("from"), a.Number("to"), percentile: false)),
        new(
            "threshold-percentile(from=20,to=100,a=0.8)", "the same, the value being a percentile of the scores",
            a => Rising(a, Percent(a, "from", 20), Percent(a, "to", 100), percentile: true)),
    }.ToDictionary(form => form.Name);

    /// <summary>All there are.</summary>
    public static IReadOnlyCollection<PacingForm> Forms => Known.Values;

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
        PacingFunction pacing =
            KnownNames.Find("pacing function", arguments.Name, Known).Create(arguments);
        arguments.RejectUnread();
        return pacing;
    }

    private static double A(NamedArguments arguments) => arguments.Number("a", 0.8, over: 0);

    private static double B(NamedArguments arguments) => arguments.Number("b", 0.2, over: 0, most: 1);

    private static double Start(NamedArguments arguments) => arguments.Number("start", 0.04, over: 0, most: 1);

    private static double Increase(NamedArguments arguments) => arguments.Number("increase", 1.9, least: 1);

    private static long Length(NamedArguments arguments) => arguments.WholeNumber("length", 100, least: 1);

    private static double Percent(NamedArguments arguments, string key, double initial) =>
        arguments.Number(key, initial, least: 0, most: 100);

    private static ThresholdPacing Rising(NamedArguments arguments, double from, double to, bool percentile) =>
        new(from, arguments.Number("to", to, least: from), A(arguments), percentile);
}
