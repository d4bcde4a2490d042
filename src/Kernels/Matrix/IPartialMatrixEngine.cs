namespace IlgpuCnn.Kernels.Matrix;

/// <summary>
/// An engine that can leave the gradients of weights and bias in parts, for whoever uses them to add up: nothing is
/// stored or read for the sum alone.
/// </summary>
public interface IPartialMatrixEngine : IMatrixEngine
{
    /// <summary>
    /// In how many parts the gradients of a shape come. Each is dw (Depth, OutC) and behind it db (OutC); the next one
    /// follows at once.
    /// </summary>
    int PartsOf(in Conv2DShape shape);

    /// <summary>
    /// Parts whose sum is xᵀ ∗ dy and Σ dy, as <see cref="IMatrixEngine.BackwardWeight"/> adds them up. Overwrites them. In
    /// a graph it runs beside what is launched after it, until <see cref="Devices.ComputeDevice.JoinBranch"/>: till then
    /// nothing may write to x or dy, or read the parts.
    /// </summary>
    void BackwardWeightParts(in Conv2DShape shape, Floats x, Floats dy, Floats parts);
}
