using FsCheck;
using FsCheck.Fluent;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Kernels;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.Curriculum.Pacing;

public sealed class PacingTests
{
    private const int N = 2500;
    private const long T = 3000;

    private static readonly double[] Shares = [0.01, 0.1, 0.2, 0.4, 0.8, 1, 1.6];
    private static readonly double[] Starts = [0.0025, 0.1, 0.2, 0.4, 0.8, 1];

    // The closed forms in double, by x = t / (a·T), over N.
    private static readonly Dictionary<string, Func<double, double, double>> Forms = new()
    {
        ["linear"] = (x, b) => b + ((1 - b) * x),
        ["quadratic"] = (x, b) => b + ((1 - b) * x * x),
        ["root"] = (x, b) => b + ((1 - b) * Math.Sqrt(x)),
        ["step"] = (x, b) => b + Math.Floor(x),
        ["logarithmic"] = (x, b) => b + ((1 - b) * (1 + (0.1 * Math.Log(x + Math.Exp(-10))))),
        ["exponential"] = (x, b) => x >= 1 ? 1 : b + ((1 - b) * (Math.Exp(10 * x) - 1) / (Math.Exp(10) - 1)),
        ["geometric"] = (x, b) => x >= 1 ? 1 : b * Math.Exp(-Math.Log(b) * x),
        ["root-p"] = (x, b) => x >= 1 ? 1 : Math.Sqrt((x * (1 - (b * b))) + (b * b)),
    };

    private static IEnumerable<TestCaseData> Points => from form in Forms.Keys
                                                       from a in Shares
                                                       from b in Starts
                                                       select new TestCaseData(form, a, b);

    private static IEnumerable<string> Shared => Forms.Keys;

    private static PacingScope Scope => new(T, N);

    [TestCaseSource(nameof(Points))]
    public void VisibleAt_EveryPoint_IsTheClosedFormRoundedUpAndBounded(string form, double a, double b)
    {
        PacingFunction pacing = Parse(FormattableString.Invariant($"{form}(a={a},b={b})"));
        long turn = (long)(a * T);
        long[] steps = [0, 1, 2, 29, 30, 31, 500, 1234, turn - 1, turn, turn + 1, T - 1, T];
        foreach (long step in steps.Where(step => step <= T))
        {
            double exact = Math.Clamp(Forms[form](step / (a * T), b) * N, 1, N);
            Assert.That(Math.Clamp(pacing.SizeAt(step, Scope), 1, N), Is.EqualTo(exact).Within(1e-9 * N), $"step {step}");
            int visible = pacing.VisibleAt(step, Scope, least: 1);

            // Rounded up: within one image of the real number, whichever way the last bit went.
            Assert.That(visible, Is.GreaterThanOrEqualTo(exact - 1e-5).And.LessThan(exact + 1 + 1e-5), $"step {step}");
        }
    }

    [TestCaseSource(nameof(Points))]
    public void VisibleAt_AtTheEnds_IsTheStartAndAllOrNotAll(string form, double a, double b)
    {
        PacingFunction pacing = Parse(FormattableString.Invariant($"{form}(a={a},b={b})"));
        Assert.That(pacing.VisibleAt(0, Scope, 1), Is.EqualTo((int)Math.Ceiling((b * N) - 1e-6)));
        int last = pacing.VisibleAt(T, Scope, 1);
        if (a <= 1)
            Assert.That(last, Is.EqualTo(N));
        else if (b < 0.8)
            Assert.That(last, Is.LessThan(N), "the hardest are never shown");
    }

    [Test]
    public void FixedExponential_OfSmallMammals_HasThePublishedSizes()
    {
        PacingFunction pacing = Parse("fixed-exponential(start=0.04,increase=1.9,length=100)");
        int[] sizes = [.. Enumerable.Range(0, 3500).Select(step => pacing.VisibleAt(step, Scope, 100))];
        Assert.That(sizes.Distinct(), Is.EqualTo(new[] { 100, 190, 361, 686, 1304, 2477, 2500 }));
        Assert.That(sizes[99], Is.EqualTo(100));
        Assert.That(sizes[100], Is.EqualTo(190));
    }

    [TestCase(0, 100)]
    [TestCase(149, 100)]
    [TestCase(150, 200)]
    [TestCase(199, 200)]
    [TestCase(200, 400)]
    [TestCase(300, 800)]
    [TestCase(400, 1600)]
    [TestCase(500, 2500)]
    public void VariedExponential_GrowsBehindEachLength(long step, int visible)
    {
        PacingFunction pacing = Parse("varied-exponential(start=0.04,increase=2,lengths=150/50/100)");
        Assert.That(pacing.VisibleAt(step, Scope, 1), Is.EqualTo(visible));
    }

    [TestCase(0, 250)]
    [TestCase(699, 250)]
    [TestCase(700, 2500)]
    public void SingleStep_GrowsOnce(long step, int visible) => Assert.That(
        Parse("single-step(start=0.1,length=700)").VisibleAt(step, Scope, 1), Is.EqualTo(visible));

    [Test]
    public void Threshold_ShowsExactlyWhatIsUnderIt()
    {
        PacingScope scope = new(100, 6, [-1, 0.5, 0.5, 2, 3, 7]);
        PacingFunction pacing = Parse("threshold(from=-0.5,to=3.5,a=0.5)");
        double[] thresholds = [.. Enumerable.Range(0, 101).Select(t => -0.5 + (4 * Math.Min(1, t / 50.0)))];
        for (int step = 0; step <= 100; step++)
        {
            int expected = scope.Difficulties!.Count(d => d <= thresholds[step]);
            Assert.That(pacing.VisibleAt(step, scope, 1), Is.EqualTo(expected), $"step {step}");
        }
    }

    [TestCase(0, 2)]
    [TestCase(25, 3)]
    [TestCase(50, 4)]
    [TestCase(100, 6)]
    public void ThresholdPercentile_ShowsAllTies(long step, int visible)
    {
        // From the 30th percentile, the second of six, to the 100th.
        PacingScope scope = new(100, 6, [1, 2, 3, 4, 5, 6]);
        PacingFunction pacing = Parse("threshold-percentile(from=30,to=100,a=1)");
        Assert.That(pacing.VisibleAt(step, scope, 1), Is.EqualTo(visible));
        PacingScope tied = new(100, 6, [1, 2, 2, 2, 2, 6]);
        Assert.That(pacing.VisibleAt(step, tied, 1), Is.EqualTo(step == 100 ? 6 : 5));
    }

    // Seven of a hundred, in floating point, is 7.000000000000001.
    [Test]
    public void ThresholdPercentile_OfAHundred_IsAsManyImages()
    {
        PacingScope scope = new(T, 100, [.. Enumerable.Range(0, 100).Select(i => i / 7.0)]);
        for (int percentile = 0; percentile <= 100; percentile++)
        {
            PacingFunction pacing = Parse($"threshold-percentile(from={percentile},to=100)");
            Assert.That(pacing.VisibleAt(0, scope, 1), Is.EqualTo(Math.Max(1, percentile)));
        }
    }

    // −0.3 + (0.35 + 0.3) is less than 0.35, in floating point.
    [Test]
    public void Threshold_AtItsEnd_ShowsTheImageThatIsAsHard()
    {
        for (int to = 1; to <= 300; to++)
        {
            double hardest = to / 100.0;
            PacingScope scope = new(T, 3, [-0.3, 0, hardest]);
            PacingFunction pacing = Parse(FormattableString.Invariant($"threshold(from=-0.3,to={hardest},a=0.5)"));
            Assert.That(pacing.VisibleAt(T / 2, scope, 1), Is.EqualTo(3), $"to {hardest}");
            Assert.That(pacing.VisibleAt((T / 2) - 1, scope, 1), Is.EqualTo(2), $"to {hardest}");
        }
    }

    [Test]
    public void VisibleAt_AnyArguments_GrowsAndStaysInBounds() => Prop.ForAll(
        ArbMap.Default.ArbFor<(PositiveInt Form, PositiveInt A, PositiveInt B, PositiveInt Steps, PositiveInt Count)>(),
        drawn =>
        {
            PacingFunction pacing = Parse(
                Any(drawn.Form.Get, (1 + (drawn.A.Get % 300)) / 100.0, (1 + (drawn.B.Get % 1000)) / 1000.0));
            int count = 1 + drawn.Count.Get;
            double[] difficulties = [.. Enumerable.Range(0, count).Select(i => i * drawn.B.Get % 13 / 13.0).Order()];
            PacingScope scope = new(1 + drawn.Steps.Get, count, difficulties);
            int least = Math.Min(7, count);
            int before = least;
            for (long step = 0; step <= scope.Steps; step++)
            {
                int visible = pacing.VisibleAt(step, scope, least);
                if (visible < before || visible > count)
                    return false;
                before = visible;
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Test]
    public void SizeAt_ExtremeArguments_IsANumber()
    {
        double[] extremes = [double.Epsilon, 1e-300, 1e-9, 1];
        double[] difficulties = [.. Enumerable.Range(0, N).Select(i => (double)i)];
        foreach (PacingScope scope in (PacingScope[])[new(1, N, difficulties), new(1L << 40, N, difficulties)])
        {
            foreach ((double a, double b) in from a in extremes.Append(1e300) from b in extremes select (a, b))
            {
                for (int form = 0; form < PacingFunction.Catalog.Entries.Count; form++)
                {
                    PacingFunction pacing = Parse(Any(form, a, b));
                    foreach (long step in (long[])[0, 1, scope.Steps / 2, scope.Steps])
                    {
                        Assert.That(double.IsFinite(pacing.SizeAt(step, scope)), $"{pacing} at {step}");
                        Assert.That(pacing.VisibleAt(step, scope, 7), Is.InRange(7, N), $"{pacing} at {step}");
                    }
                }
            }
        }
    }

    [Test]
    public void RootP_OfALargePower_StartsAtItsShare() => Assert.That(
        Parse("root-p(b=0.2,p=1000)").VisibleAt(0, Scope, 1), Is.EqualTo(N / 5));

    [Test]
    public void Parse_SharesOutOfRange_SaysSo(
        [ValueSource(nameof(Shared))] string form,
        [Values("a=0,a must be over 0", "a=-1,a must be over 0", "b=0,b must be over 0", "b=1.01,b must be at most 1")]
        string wrong)
    {
        string[] parts = wrong.Split(',');
        Assert.That(
            () => Parse($"{form}({parts[0]})"),
            Throws.TypeOf<InputException>().With.Message.Contains(parts[1]));
    }

    [TestCase("linaer", "did you mean 'linear'")]
    [TestCase("thresold(from=0,to=1)", "did you mean 'threshold'")]
    [TestCase("exponental", "did you mean 'exponential'")]
    [TestCase("linear(c=1)", "has an unknown argument 'c': it takes a, b.")]
    [TestCase("linear(a=0.1/0.2)", "a is '0.1/0.2', which is not a number")]
    [TestCase("root-p(p=0)", "p must be over 0")]
    [TestCase("fixed-exponential(increase=0.9)", "increase must be at least 1")]
    [TestCase("fixed-exponential(start=2)", "start must be at most 1")]
    [TestCase("fixed-exponential(start=0)", "start must be over 0")]
    [TestCase("fixed-exponential(length=2.5)", "length must be whole")]
    [TestCase("single-step(start=0)", "start must be over 0")]
    [TestCase("single-step(length=0)", "length must be at least 1")]
    [TestCase("varied-exponential(increase=0.5)", "increase must be at least 1")]
    [TestCase("varied-exponential(lengths=100/0)", "lengths must be at least 1")]
    [TestCase("varied-exponential(lengths=100/2.5)", "lengths must be whole")]
    [TestCase("varied-exponential(lengths=100/)", "lengths is '', which is not a number")]
    [TestCase("threshold(from=1)", "needs to")]
    [TestCase("threshold(to=1)", "needs from")]
    [TestCase("threshold(from=1,to=0.5)", "to must be at least 1")]
    [TestCase("threshold(from=0,to=1,a=0)", "a must be over 0")]
    [TestCase("threshold-percentile(to=101)", "to must be at most 100")]
    [TestCase("threshold-percentile(from=-1)", "from must be at least 0")]
    [TestCase("threshold-percentile(from=50,to=40)", "to must be at least 50")]
    public void Parse_Wrong_SaysWhat(string text, string message) => Assert.That(
        () => Parse(text), Throws.TypeOf<InputException>().With.Message.Contains(message));

    [Test]
    public void Threshold_WithoutScores_IsRefused() => Assert.That(
        () => Parse("threshold(from=0,to=1)").VisibleAt(0, Scope, 1),
        Throws.TypeOf<InputException>().With.Message.Contains("needs a score"));

    [Test]
    public void Forms_Each_ParsesToItsDefaults()
    {
        foreach (CatalogEntry<PacingFunction> form in PacingFunction.Catalog.Entries.Where(f => f.NeedsNoArguments))
        {
            PacingScope scope = new(T, N, [.. Enumerable.Range(0, N).Select(i => (double)i)]);
            int[] Sizes(string text) => [.. Enumerable.Range(0, 60).Select(
                i => Parse(text).VisibleAt(i * 50, scope, 1))];
            Assert.That(Sizes(form.Name), Is.EqualTo(Sizes(form.Form)), form.Form);
        }
    }

    private static PacingFunction Parse(string text) => PacingFunction.Catalog.Parse(text).Value;

    // Any of all forms, with a and b or what stands for them.
    private static string Any(int form, double a, double b)
    {
        string name = PacingFunction.Catalog.Entries.ElementAt(form % PacingFunction.Catalog.Entries.Count).Name;
        long length = 1 + (long)Math.Min(a * 30, 1e9);
        return FormattableString.Invariant(name switch
        {
            "fixed-exponential" => $"{name}(start={b},increase={1 + a},length={length})",
            "varied-exponential" => $"{name}(start={b},increase={1 + a},lengths={length}/3/{length + 5})",
            "single-step" => $"{name}(start={b},length={length})",
            "threshold" => (FormattableString)$"{name}(from={-b},to={b},a={a})",
            "threshold-percentile" => $"{name}(from={b * 50},to={100 - (b * 50)},a={a})",
            _ => $"{name}(a={a},b={b})",
        });
    }
}
