namespace IlgpuCnn.Network.Schedules;

/// <summary>
/// The rate of every step of a run: a linear rise from base / warm-up to base over the warm-up steps, then the schedule
/// over the steps that are left.
/// </summary>
public sealed record LearningRate(double Base, LearningRateSchedule Schedule, long WarmupSteps, long Steps)
{
    /// <summary>The rate at <paramref name="step"/>, from 0.</summary>
    public double At(long step) => step < WarmupSteps
        ? Base * (step + 1) / WarmupSteps
        : Schedule.At(step - WarmupSteps, Math.Max(1, Steps - WarmupSteps), Base);
}
