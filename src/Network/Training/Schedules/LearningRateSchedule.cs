using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

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

    /// <summary>Checks that the schedule changes a base rate; most do to any.</summary>
    /// <param name="baseRate">The base rate.</param>
    /// <exception cref="InputException">It would stay as it is.</exception>
    public virtual void Check(double baseRate)
    {
    }

    /// <summary>The rate at <paramref name="step"/> (from 0) of <paramref name="steps"/>, for a base rate.</summary>
    public abstract double At(long step, long steps, double baseRate);

    /// <summary>Checks that a least rate is under the base rate.</summary>
    /// <param name="min">The least rate.</param>
    /// <param name="baseRate">The base rate.</param>
    /// <exception cref="InputException">It is not, so that the rate would never change.</exception>
    protected void RequireUnder(double min, double baseRate)
    {
        if (min >= baseRate)
        {
            throw new InputException(FormattableString.Invariant(
                $"The learning-rate schedule '{ComponentWriter.Text(this)}' changes nothing, since its min is not under the ")
                + FormattableString.Invariant($"learning rate, {baseRate}: give it a smaller one."));
        }
    }
}
