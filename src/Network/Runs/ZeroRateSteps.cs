using System.Globalization;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Curriculum;
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
    /// <exception cref="InputException">The learning rates to replay are missing or of another run's length.</exception>
    public static ZeroRateSteps Of(RunConfig config, RunCurriculum curriculum)
    {
        int count = curriculum.Visible.Count;
        long steps = config.Training.LengthOver(count).Steps;
        LearningRates rates = RunLearningRates.Of(config, count);
        bool constant = config.ReplayLearningRate is null && config.Training.LearningRate.Schedule.Value.IsConstant;
        if (constant || curriculum.SizesChangeWithTheModel)
            return new ZeroRateSteps(0, steps);
        BatchSampler sampler = config.Training.SamplerOver(count);
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
    public static string? Warning(IEnumerable<(string Name, RunConfig Config, ZeroRateSteps Steps)> runs)
    {
        (string Name, RunConfig Config, ZeroRateSteps Steps)[] bad = [.. runs.Where(run => run.Steps.Zero > 0)];
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

    private static string Advice(RunConfig config)
    {
        if (config.ReplayLearningRate is not null)
            return "";
        LearningRateConfig rate = config.Training.LearningRate;
        string otherwise = rate.By == ScheduleIndex.Step ? "" : $", or leave out {new Setting("lr-by")}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"; give the schedule '{rate.Schedule}' a least rate, such as min={rate.Base / 100:G3}{otherwise}");
    }
}
