using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Network.Runs;

/// <summary>The learning rates of a run: by its own schedule, or another run's, read from its folder.</summary>
public static class RunLearningRates
{
    /// <summary>The learning rates of a run, every step of it.</summary>
    /// <param name="config">The run's configuration.</param>
    /// <param name="count">Images that training may ever see.</param>
    /// <exception cref="InputException">The trace to replay is missing, damaged, or of another length.</exception>
    public static LearningRates Of(RunConfig config, int count) => config.ReplayLearningRate is { } path
        ? LearningRates.Replay(TraceFile.Read(path), path, config.Training.LengthOver(count).Steps)
        : config.Training.LearningRatesOver(count);
}
