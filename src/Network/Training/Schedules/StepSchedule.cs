namespace IlgpuCnn.Network.Training.Schedules;

/// <summary>max(min, base · γ^⌊step / every⌋); a base under min stays as it is.</summary>
public sealed record StepSchedule(long Every, double Gamma, double Min) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double At(long step, long steps, double baseRate) =>
        Math.Max(Math.Min(Min, baseRate), baseRate * Math.Pow(Gamma, step / Every));
}
