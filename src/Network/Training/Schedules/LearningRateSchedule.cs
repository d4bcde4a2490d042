using IlgpuCnn.Data.Catalogs;

namespace IlgpuCnn.Network.Training.Schedules;

/// <summary>
/// The learning rate as a function of the step, made from a base rate. A new one is a record in a file of its own with a
/// <see cref="ComponentAttribute"/>.
/// </summary>
public abstract record LearningRateSchedule
{
    /// <summary>All schedules that can be asked for by name.</summary>
    public static Catalog<LearningRateSchedule> Catalog { get; } = new("learning-rate schedule");

    /// <summary>Whether the rate never changes, so that it can never become 0.</summary>
    public virtual bool IsConstant => false;

    /// <summary>The rate at <paramref name="step"/> (from 0) of <paramref name="steps"/>, for a base rate.</summary>
    public abstract double At(long step, long steps, double baseRate);
}
