using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Runs;

namespace IlgpuCnn.Network.Training.Schedules;

/// <summary>The learning rate of each step of a run: its own schedule's, or another run's, replayed.</summary>
public sealed class LearningRateSource
{
    private static readonly Dictionary<string, ScheduleIndex> Indices = new()
    {
        ["step"] = ScheduleIndex.Step,
        ["visible-share"] = ScheduleIndex.VisibleShare,
        ["visible-epochs"] = ScheduleIndex.VisibleEpochs,
    };

    private readonly LearningRate rate;
    private readonly ScheduleClock clock;
    private readonly IReadOnlyList<TracePoint>? replayed;
    private int at;

    private LearningRateSource(LearningRate rate, ScheduleClock clock, IReadOnlyList<TracePoint>? replayed)
    {
        this.rate = rate;
        this.clock = clock;
        this.replayed = replayed;
    }

    /// <summary>What a schedule may go by.</summary>
    public static IReadOnlyCollection<string> IndexNames => Indices.Keys;

    /// <summary>As a configuration says.</summary>
    /// <exception cref="InputException">
    /// The configuration names something unknown, or a trace to replay that is of another length.
    /// </exception>
    public static LearningRateSource Create(TrainConfig config, int count, int stepsPerEpoch, long steps)
    {
        ScheduleIndex index = IndexOf(config);
        LearningRate rate = new(config.LearningRate, LearningRateSchedule.Parse(config.Schedule), config.WarmupSteps);
        ScheduleClock clock = new(index, config.ScheduleRestarts, count, stepsPerEpoch, steps);
        return new LearningRateSource(rate, clock, config.ReplayLearningRate is { } path ? Replay(path, steps) : null);
    }

    /// <summary>What a configuration's schedule goes by.</summary>
    /// <exception cref="InputException">The word is unknown, or does not go together with restarts.</exception>
    public static ScheduleIndex IndexOf(TrainConfig config)
    {
        ScheduleIndex index = KnownNames.Find("schedule index", config.ScheduleBy, Indices);
        return config.ScheduleRestarts && index == ScheduleIndex.VisibleShare
            ? throw new InputException(
                "A schedule by visible share can't restart when the subset grows: the share is it.")
            : index;
    }

    /// <summary>The rate of the next step; to be called once a step, in their order.</summary>
    public double Next(long step, int visible, int batch)
    {
        if (replayed is null)
        {
            (long position, long length) = clock.Next(step, visible, batch);
            return rate.At(step, position, length);
        }

        while (replayed[at + 1].Step <= step)
            at++;
        return replayed[at].LearningRate;
    }

    private static IReadOnlyList<TracePoint> Replay(string path, long steps)
    {
        IReadOnlyList<TracePoint> trace = TraceFile.Read(path);
        return trace[^1].Step == steps && trace.Count > 1
            ? trace
            : throw new InputException(
                $"The trace '{path}' has {trace[^1].Step} steps and this run {steps}: learning rates can be replayed "
                + "only on a run of the same length.");
    }
}
