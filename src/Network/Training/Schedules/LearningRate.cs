namespace IlgpuCnn.Network.Training.Schedules;

/// <summary>
/// The rate of every step of a run: a linear rise from base / warm-up to base over the warm-up steps, then the schedule
/// over what is left of its length.
/// </summary>
public sealed record LearningRate(double Base, LearningRateSchedule Schedule, long WarmupSteps)
{
    /// <summary>The rate at <paramref name="step"/>, from 0.</summary>
    /// <param name="step">The training step, which warm-up goes by.</param>
    /// <param name="position">Where the schedule stands, the warm-up included.</param>
    /// <param name="length">The position at its end.</param>
    public double At(long step, long position, long length) => step < WarmupSteps
        ? Base * (step + 1) / WarmupSteps
        : Schedule.At(Math.Max(0, position - WarmupSteps), Math.Max(1, length - WarmupSteps), Base);
}
