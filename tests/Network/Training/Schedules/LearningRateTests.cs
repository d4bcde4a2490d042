using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Training.Schedules;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Training.Schedules;

public sealed class LearningRateTests
{
    [TestCase("constant", 0, 0.1)]
    [TestCase("constant", 99, 0.1)]
    [TestCase("step(every=10,gamma=0.5)", 9, 0.1)]
    [TestCase("step(every=10,gamma=0.5)", 10, 0.05)]
    [TestCase("step(every=10,gamma=0.5)", 39, 0.0125)]
    [TestCase("step(every=10,gamma=0.5,min=0.02)", 39, 0.02)]
    [TestCase("exponential(gamma=0.9)", 2, 0.081)]
    [TestCase("exponential(gamma=0.9,min=0.09)", 2, 0.09)]
    [TestCase("cosine", 0, 0.1)]
    [TestCase("cosine", 50, 0.05)]
    [TestCase("cosine(min=0.02)", 50, 0.06)]
    [TestCase("cosine(min=0.02)", 100, 0.02)]
    public void At_Schedule_IsItsFormula(string text, long step, double expected)
    {
        LearningRate rate = new(0.1, LearningRateSchedule.Catalog.Parse(text).Value, WarmupSteps: 0);
        Assert.That(rate.At(step, step, 100), Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void At_Warmup_RisesLinearlyThenStartsTheSchedule()
    {
        LearningRate rate = new(0.1, new CosineSchedule(0), WarmupSteps: 4);
        Assert.That(rate.At(0, 0, 104), Is.EqualTo(0.025).Within(1e-12));
        Assert.That(rate.At(3, 3, 104), Is.EqualTo(0.1).Within(1e-12));
        Assert.That(rate.At(4, 4, 104), Is.EqualTo(0.1).Within(1e-12));
        Assert.That(rate.At(54, 54, 104), Is.EqualTo(0.05).Within(1e-12));
    }

    [TestCase("cosin", "did you mean 'cosine'")]
    [TestCase("step(gamma=0.5)", "needs every")]
    [TestCase("step(every=0)", "every must be at least 1")]
    [TestCase("step(every=2.5)", "every must be")]
    [TestCase("step(every=ten)", "every is 'ten', which is not a number")]
    [TestCase("step(every=1,every=2)", "every stands twice")]
    [TestCase("cosine(every=3)", "has an unknown argument 'every': it takes min.")]
    [TestCase("step(every=3", "not of the form name(argument=value")]
    public void Parse_Wrong_SaysWhat(string text, string message) => Assert.That(
        () => LearningRateSchedule.Catalog.Parse(text),
        Throws.TypeOf<InputException>().With.Message.Contains(message));

    [TestCase("cosine(min=0.1)")]
    [TestCase("exponential(gamma=0.5,min=0.2)")]
    [TestCase("step(every=3,min=5)")]
    public void Check_LeastRateThatIsNotUnderTheBase_IsRefused(string text)
    {
        LearningRateConfig config = new() { Base = 0.1, Schedule = LearningRateSchedule.Catalog.Parse(text) };
        Assert.That(config.Check, Refused.With("changes nothing, since its min is not under the learning rate, 0.1"));
        Assert.That((config with { Base = 6 }).Check, Throws.Nothing);
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(-0.1)]
    public void Next_ScheduleThatGivesNoRate_IsRefused(double rate)
    {
        LearningRateConfig config = new() { Schedule = new Component<LearningRateSchedule>(new Given(rate)) };
        LearningRates rates = LearningRates.Of(config, count: 10, stepsPerEpoch: 2, steps: 4);
        Assert.That(() => rates.Next(0, 10, 5), Refused.With("schedule 'given(rate=", "at step 0: its class is at fault."));
    }

    [Component("given(rate=0)", "always the same")]
    private sealed record Given(double Rate) : LearningRateSchedule
    {
        public override double At(long step, long steps, double baseRate) => Rate;
    }
}
