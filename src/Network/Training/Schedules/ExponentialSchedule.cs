using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Training.Schedules;

/// <summary>max(min, base · γ^step); a base under min stays as it is.</summary>
[Component("exponential(gamma=FACTOR,min=0)", "times gamma every step, not under min")]
public sealed record ExponentialSchedule(double Gamma, double Min) : LearningRateSchedule
{
    /// <summary>The schedule with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public ExponentialSchedule(ComponentArguments a)
        : this(a.Number("gamma", least: 0), a.Number("min", least: 0))
    {
    }

    /// <inheritdoc/>
    public override void Check(double baseRate) => RequireUnder(Min, baseRate);

    /// <inheritdoc/>
    public override double At(long step, long steps, double baseRate) =>
        Math.Max(Math.Min(Min, baseRate), baseRate * Math.Pow(Gamma, step));
}
