namespace IlgpuCnn.Network.Training.Schedules;

/// <summary>What a learning-rate schedule goes by.</summary>
public enum ScheduleIndex
{
    /// <summary>The training step.</summary>
    Step,

    /// <summary>The visible share of the images: at a half of them, the schedule is half way.</summary>
    VisibleShare,

    /// <summary>
    /// Passes over what was visible at the time, Σ batch / visible, in units of a whole epoch's steps: small subsets,
    /// which are passed through quickly, bring the schedule on quickly.
    /// </summary>
    VisibleEpochs,
}

/// <summary>Where a schedule stands, step by step.</summary>
/// <param name="index">What it goes by.</param>
/// <param name="restarts">Whether it starts anew, over the steps that are left, when the visible subset grows.</param>
/// <param name="count">All images.</param>
/// <param name="stepsPerEpoch">Steps of a pass over all images.</param>
/// <param name="steps">Steps of the run.</param>
public sealed class ScheduleClock(ScheduleIndex index, bool restarts, int count, int stepsPerEpoch, long steps)
{
    private double epochs;
    private double startEpochs;
    private long start;
    private int previous;

    /// <summary>
    /// Position in the schedule, and its length, at the next step; to be called once a step, in their order. By visible
    /// epochs the position may pass the length.
    /// </summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="visible">Visible images.</param>
    /// <param name="batch">Images of the step's batch.</param>
    public (long Position, long Length) Next(long step, int visible, int batch)
    {
        if (restarts && previous > 0 && visible > previous)
            (start, startEpochs) = (step, epochs);
        previous = visible;
        double position = index switch
        {
            ScheduleIndex.VisibleShare => (double)visible / count * steps,
            ScheduleIndex.VisibleEpochs => (epochs - startEpochs) * stepsPerEpoch,
            _ => step - start,
        };
        epochs += (double)batch / visible;
        return ((long)position, steps - start);
    }
}
