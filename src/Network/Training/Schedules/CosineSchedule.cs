namespace IlgpuCnn.Network.Training.Schedules;

/// <summary>min + (base − min)·(1 + cos(π·step / steps)) / 2 (Loshchilov and Hutter 2017, without restarts).</summary>
public sealed record CosineSchedule(double Min) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double At(long step, long steps, double baseRate)
    {
        double done = Math.Min(1, (double)step / Math.Max(1, steps));
        double min = Math.Min(Min, baseRate);
        return min + ((baseRate - min) * (1 + Math.Cos(Math.PI * done)) / 2);
    }
}
