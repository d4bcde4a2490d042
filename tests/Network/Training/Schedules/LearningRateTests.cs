using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Training.Schedules;

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
}
