namespace IlgpuCnn.Network.Training.Schedules;

/// <summary>The base rate throughout.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double At(long step, long steps, double baseRate) => baseRate;
}
