using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Network.Training.Optimizers;

/// <summary>What an optimizer's update works on.</summary>
/// <param name="Device">Where it runs.</param>
/// <param name="Parameters">All parameters of a network and their gradients, each in one stretch of memory.</param>
/// <param name="States">What the optimizer keeps, all zero: as many stretches as it asked for, as long as the parameters.</param>
/// <param name="Values">
/// Carries to the device what changes from step to step: launches have the same arguments every time, so that a step can
/// be captured.
/// </param>
public sealed record OptimizerContext(
    ComputeDevice Device, ParameterStore Parameters, IReadOnlyList<Floats> States, StepValues Values);
