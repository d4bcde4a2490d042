using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Schedules;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Training.Schedules;

public sealed class ScheduleClockTests
{
    // Ten images, batches of 2, five steps an epoch; the subset grows from 4 to 10 at step 6.
    private static int Visible(long step) => step < 6 ? 4 : 10;

    private static double[] Rates(LearningRateConfig config, int steps = 12) =>
        Rates(LearningRates.Of(config, count: 10, stepsPerEpoch: 5, steps), steps);

    private static double[] Rates(LearningRates rates, int steps = 12) =>
        [.. Enumerable.Range(0, steps).Select(step => rates.Next(step, Visible(step), batch: 2))];

    [Test]
    public void Next_ByStep_DoesNotSeeTheSubset()
    {
        double[] rates = Rates(new LearningRateConfig { Base = 1, Schedule = new StepSchedule(4, 0.5, 0) });
        Assert.That(rates, Is.EqualTo(new[] { 1, 1, 1, 1, .5, .5, .5, .5, .25, .25, .25, .25 }));
    }

    [Test]
    public void Next_ByVisibleShare_IsWhereTheShareIs()
    {
        LearningRateConfig config = new()
        {
            Base = 1,
            Schedule = new CosineSchedule(0),
            By = ScheduleIndex.VisibleShare,
        };
        double[] rates = Rates(config);

        // 0.4 · 12 = 4.8, cut to 4 whole steps of 12; then all of it.
        Assert.That(rates[..6], Is.All.EqualTo((1 + Math.Cos(Math.PI * 4 / 12)) / 2).Within(1e-12));
        Assert.That(rates[6..], Is.All.Zero.Within(1e-12));
    }

    [Test]
    public void Next_ByVisibleEpochs_GoesFasterWhileLittleIsVisible()
    {
        LearningRateConfig config = new()
        {
            Base = 1,
            Schedule = new StepSchedule(5, 0.5, 0),
            By = ScheduleIndex.VisibleEpochs,
        };

        // Half an epoch a step while four are visible, a fifth afterwards: an epoch is over before steps 2, 4, 6, 11.
        Assert.That(Rates(config), Is.EqualTo(new[]
        {
            1, 1, .5, .5, .25, .25, .125, .125, .125, .125, .125, .0625,
        }));
    }

    [Test]
    public void Next_Restarting_StartsAnewWhenTheSubsetGrows()
    {
        LearningRateConfig config = new() { Base = 1, Schedule = new StepSchedule(4, 0.5, 0), Restarts = true };
        Assert.That(Rates(config), Is.EqualTo(new[] { 1, 1, 1, 1, .5, .5, 1, 1, 1, 1, .5, .5 }));
    }

    [Test]
    public void Next_RestartingCosine_EndsAtTheEnd()
    {
        LearningRateConfig config = new() { Base = 1, Schedule = new CosineSchedule(0), Restarts = true };
        Assert.That(Rates(config)[11], Is.EqualTo((1 + Math.Cos(Math.PI * 5 / 6)) / 2).Within(1e-12));
    }

    [Test]
    public void Next_Replayed_GivesTheTracesRatesBitForBit()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("trace.csv");
        LearningRateConfig config = new() { Base = 0.1, Schedule = new CosineSchedule(0) };
        double[] wanted = Rates(config);
        using (TraceFile trace = new(path))
        {
            for (int step = 0; step < 12; step++)
                trace.Add(new TracePoint(step, Visible(step), wanted[step]));
            trace.End(12);
        }

        RunConfig other = new()
        {
            Training = new TrainingRecipe
            {
                LearningRate = new LearningRateConfig { Base = 9 },
                BatchSize = 2,
                Steps = 12,
            },
            ReplayLearningRate = path,
        };
        Assert.That(Rates(RunLearningRates.Of(other, count: 10)), Is.EqualTo(wanted));
        RunConfig longer = other with { Training = other.Training with { Steps = 13 } };
        Assert.That(
            () => RunLearningRates.Of(longer, count: 10),
            Throws.TypeOf<InputException>().With.Message.Contains("has 12 steps and this run 13"));
    }

    [Test]
    public void Trace_WithoutChange_HasARowAtTheStartAndOneAtTheEnd()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("trace.csv");
        using (TraceFile trace = new(path))
        {
            for (int step = 0; step < 5; step++)
                trace.Add(new TracePoint(step, 7, 0.1));
            trace.End(5);
        }

        Assert.That(
            TraceFile.Read(path), Is.EqualTo(new[] { new TracePoint(0, 7, 0.1), new TracePoint(5, 7, 0.1) }));
    }

    [Test]
    public void Config_Wrong_SaysWhat()
    {
        Assert.That(
            () => LearningRateConfig.Indices.Parse("visible-epoch"),
            Throws.TypeOf<InputException>().With.Message.Contains("did you mean 'visible-epochs'"));
        Assert.That(
            new LearningRateConfig { By = ScheduleIndex.VisibleShare, Restarts = true }.Check,
            Throws.TypeOf<InputException>().With.Message.Contains("can't restart"));
        Assert.That(
            () => RunLearningRates.Of(new RunConfig { ReplayLearningRate = "nowhere.csv" }, count: 10),
            Throws.TypeOf<InputException>().With.Message.Contains("Can't read the trace 'nowhere.csv'"));
    }
}
