using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Training.Schedules;

/// <summary>The learning rate of each step of a run: its own schedule's, or another run's, replayed.</summary>
public abstract class LearningRates
{
    /// <summary>Rates by a run's own schedule.</summary>
    /// <param name="config">The schedule, checked.</param>
    /// <param name="count">Images that training may ever see.</param>
    /// <param name="stepsPerEpoch">Steps of a pass over them.</param>
    /// <param name="steps">Steps of the run.</param>
    public static LearningRates Of(LearningRateConfig config, int count, int stepsPerEpoch, long steps) => new Scheduled(
        config.Schedule, new LearningRate(config.Base, config.Schedule.Value, config.WarmupSteps),
        new ScheduleClock(config.By, config.Restarts, count, stepsPerEpoch, steps));

    /// <summary>Another run's rates, step by step.</summary>
    /// <param name="trace">The other run's trace; its last point is behind its last step.</param>
    /// <param name="source">Where the trace comes from, for messages.</param>
    /// <param name="steps">Steps of the run.</param>
    /// <exception cref="InputException">The other run has another number of steps.</exception>
    public static LearningRates Replay(IReadOnlyList<TracePoint> trace, string source, long steps) =>
        trace[^1].Step == steps && trace.Count > 1
            ? new Replayed(trace)
            : throw new InputException(
                $"The trace '{source}' has {trace[^1].Step} steps and this run {steps}: learning rates can be replayed "
                + "only on a run of the same length.");

    /// <summary>The rate of the next step; to be called once a step, in their order.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="visible">Visible images.</param>
    /// <param name="batch">Images of the step's batch.</param>
    public abstract double Next(long step, int visible, int batch);

    private sealed class Scheduled(Component<LearningRateSchedule> schedule, LearningRate rate, ScheduleClock clock) : LearningRates
    {
        public override double Next(long step, int visible, int batch)
        {
            (long position, long length) = clock.Next(step, visible, batch);
            double next = rate.At(step, position, length);
            return next >= 0 && double.IsFinite(next)
                ? next
                : throw new InputException(FormattableString.Invariant(
                    $"The learning-rate schedule '{schedule}' gives the rate {next} at step {step}: its class is at fault."));
        }
    }

    private sealed class Replayed(IReadOnlyList<TracePoint> trace) : LearningRates
    {
        private int at;

        public override double Next(long step, int visible, int batch)
        {
            while (trace[at + 1].Step <= step)
                at++;
            return trace[at].LearningRate;
        }
    }
}
