namespace IlgpuCnn.Network.Training.Schedules;

/// <summary>max(min, base · γ^step); a base under min stays as it is.</summary>
public sealed record ExponentialSchedule(double Gamma, double Min) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double At(long step, long steps, double baseRate) =>
        Math.Max(Math.Min(Min, baseRate), baseRate * Math.Pow(Gamma, step));
}
