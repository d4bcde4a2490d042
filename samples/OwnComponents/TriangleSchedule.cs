using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Network.Training.Schedules;

namespace OwnComponents;

/// <summary>Rises from a tenth of the base rate to all of it at a share of the steps, and falls evenly to nearly 0.</summary>
/// <param name="Peak">Share of the steps at which the rate is highest, in (0, 1).</param>
[Component("triangle(peak=0.3)", "rises to the base rate at the share peak of the steps, then falls to nearly 0")]
public sealed record TriangleSchedule(double Peak = 0.3) : LearningRateSchedule
{
    /// <summary>The schedule with the arguments of its form, checked.</summary>
    public TriangleSchedule(ComponentArguments a)
        : this(a.Number("peak", over: 0, most: 0.99))
    {
    }

    /// <inheritdoc/>
    public override double At(long step, long steps, double baseRate)
    {
        double done = (double)step / steps;
        return baseRate * (done < Peak ? 0.1 + (0.9 * done / Peak) : Math.Max(0.01, (1 - done) / (1 - Peak)));
    }
}
