using System.Globalization;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Network.Runs;

/// <summary>Steps of a run at which the learning rate is 0, so that nothing is learnt: known before the first one.
/// </summary>
/// <param name="Zero">How many.</param>
/// <param name="Steps">Steps of the run.</param>
internal readonly record struct ZeroRateSteps(long Zero, long Steps)
{
    // What a schedule gives behind them is not looked at: counting must not take longer than a blink.
    private const long MostCounted = 2_000_000;

    /// <summary>Of the run that a configuration describes.</summary>
    /// <param name="config">The run's configuration.</param>
    /// <param name="curriculum">The run's visible images.</param>
    /// <exception cref="InputException">The configuration names something unknown.</exception>
    public static ZeroRateSteps Of(TrainConfig config, RunCurriculum curriculum)
    {
        int count = curriculum.Visible.Count;
        (int batchSize, int stepsPerEpoch, long steps) = Trainer.Lengths(config, count);
        LearningRateSource rates = LearningRateSource.Create(config, count, stepsPerEpoch, steps);
        bool constant = config.ReplayLearningRate is null
            && LearningRateSchedule.Parse(config.Schedule) is ConstantSchedule;
        if (constant || curriculum.SizesChangeWithTheModel)
            return new ZeroRateSteps(0, steps);
        BatchSampler sampler = new(Trainer.DrawsIndependently(config), config.FullBatches, batchSize, config.Seed);
        long zero = 0;
        for (long step = 0; step < Math.Min(steps, MostCounted); step++)
        {
            int visible = curriculum.Visible.At(step);
            (_, int batch) = sampler.Next(step, visible);
            zero += rates.Next(step, visible, batch) == 0 ? 1 : 0;
        }

        return new ZeroRateSteps(zero, steps);
    }

    /// <summary>A warning of them and what helps; null where no run has any.</summary>
    /// <param name="runs">Each run's name, empty for one that needs none; its configuration; its steps.</param>
    public static string? Warning(IEnumerable<(string Name, TrainConfig Config, ZeroRateSteps Steps)> runs)
    {
        (string Name, TrainConfig Config, ZeroRateSteps Steps)[] bad = [.. runs.Where(run => run.Steps.Zero > 0)];
        if (bad.Length == 0)
            return null;
        IEnumerable<string> parts = bad.GroupBy(run => run.Steps).Select(same =>
        {
            string names = string.Join(", ", same.Select(run => run.Name).Where(name => name.Length > 0));
            return $"at {same.Key}{(names.Length > 0 ? $" of {names}" : "")}";
        });
        return $"The learning rate is 0 {string.Join(" and ", parts)}: nothing is learnt in them{Advice(bad[0].Config)}.";
    }

    /// <inheritdoc/>
    public override string ToString() => Zero == Steps
        ? $"all {Plural.Of(Steps, "step")}"
        : string.Create(CultureInfo.InvariantCulture, $"{Zero:N0} of {Plural.Of(Steps, "step")}");

    private static string Advice(TrainConfig config)
    {
        if (config.ReplayLearningRate is not null)
            return "";
        string otherwise = config.ScheduleBy == "step" ? "" : ", or leave out --lr-by";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"; give the schedule '{config.Schedule}' a least rate, such as min={config.LearningRate / 100:G3}{otherwise}");
    }
}
