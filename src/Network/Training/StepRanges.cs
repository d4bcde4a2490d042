using IlgpuCnn.Kernels.Devices.Profiling;

namespace IlgpuCnn.Network.Training;

/// <summary>
/// The parts of training that profilers show. The parts of a step show where its launches are made one by one: a
/// captured step is one launch.
/// </summary>
public static class StepRanges
{
    /// <summary>One pass over the images.</summary>
    public static ProfilerRange Epoch { get; } = new("epoch");

    /// <summary>One step.</summary>
    public static ProfilerRange Step { get; } = new("step");

    /// <summary>Batch, layers and loss.</summary>
    public static ProfilerRange Forward { get; } = new("forward");

    /// <summary>Gradients of loss and layers.</summary>
    public static ProfilerRange Backward { get; } = new("backward");

    /// <summary>The update.</summary>
    public static ProfilerRange Optimizer { get; } = new("optimizer");
}
