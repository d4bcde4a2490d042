using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Training.Schedules;

/// <summary>How the learning rate changes over a run; part of a run's configuration.</summary>
public sealed record LearningRateConfig
{
    /// <summary>What a schedule may go by, by name.</summary>
    public static Catalog<ScheduleIndex> Indices { get; } = new Catalog<ScheduleIndex>("schedule index")
        .Register("step", "the training step", _ => ScheduleIndex.Step)
        .Register("visible-share", "the visible share of the images", _ => ScheduleIndex.VisibleShare)
        .Register("visible-epochs", "passes over what was visible at the time", _ => ScheduleIndex.VisibleEpochs);

    /// <summary>Base learning rate, over 0.</summary>
    public double Base { get; init; } = 1e-3;

    /// <summary>The schedule over it.</summary>
    public Component<LearningRateSchedule> Schedule { get; init; } = new ConstantSchedule();

    /// <summary>Steps of linear warm-up before the schedule.</summary>
    public long WarmupSteps { get; init; }

    /// <summary>What the schedule goes by.</summary>
    public ScheduleIndex By { get; init; } = ScheduleIndex.Step;

    /// <summary>Whether the schedule starts anew when the visible subset grows.</summary>
    public bool Restarts { get; init; }

    /// <summary>Checks the numbers, and that they go together.</summary>
    /// <exception cref="InputException">One is out of its range; the message names it.</exception>
    public void Check()
    {
        ConfigCheck.Require(Base > 0 && float.IsFinite((float)Base), "learning rate", Base, "over 0 and finite in single precision");
        Schedule.Value.Check(Base);
        ConfigCheck.Require(WarmupSteps >= 0, "number of warm-up steps", WarmupSteps, "0 or more");
        if (Restarts && By == ScheduleIndex.VisibleShare)
        {
            throw new InputException(
                "A schedule by visible share can't restart when the subset grows: the share is what it goes by.");
        }
    }
}
