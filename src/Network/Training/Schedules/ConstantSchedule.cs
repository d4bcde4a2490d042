using IlgpuCnn.Data.Catalogs;

namespace IlgpuCnn.Network.Training.Schedules;

/// <summary>The base rate throughout.</summary>
[Component("constant", "the base rate throughout")]
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override bool IsConstant => true;

    /// <inheritdoc/>
    public override double At(long step, long steps, double baseRate) => baseRate;
}
