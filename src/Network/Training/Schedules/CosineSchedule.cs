using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Training.Schedules;

/// <summary>min + (base − min)·(1 + cos(π·step / steps)) / 2 (Loshchilov and Hutter 2017, without restarts).</summary>
[Component("cosine(min=0)", "from the base rate to min along half a cosine")]
public sealed record CosineSchedule(double Min) : LearningRateSchedule
{
    /// <summary>The schedule with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public CosineSchedule(ComponentArguments a)
        : this(a.Number("min", least: 0))
    {
    }

    /// <inheritdoc/>
    public override void Check(double baseRate) => RequireUnder(Min, baseRate);

    /// <inheritdoc/>
    public override double At(long step, long steps, double baseRate)
    {
        double done = Math.Min(1, (double)step / Math.Max(1, steps));
        double min = Math.Min(Min, baseRate);
        return min + ((baseRate - min) * (1 + Math.Cos(Math.PI * done)) / 2);
    }
}
