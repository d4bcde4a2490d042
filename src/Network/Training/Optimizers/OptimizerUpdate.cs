using IlgpuCnn.Kernels.Ops;

namespace IlgpuCnn.Network.Training.Optimizers;

/// <summary>
/// The update of all parameters of one network by their gradients, which it clears, in one launch. It neither allocates
/// nor waits.
/// </summary>
public abstract class OptimizerUpdate
{
    /// <summary>Sets what the next update needs to know, for the next upload of the step's values.</summary>
    /// <param name="step">Number of the update, from 0.</param>
    /// <param name="learningRate">The rate of this step.</param>
    public abstract void Set(long step, double learningRate);

    /// <summary>Launches one update, with what was uploaded last.</summary>
    public abstract void Launch();

    /// <summary>
    /// Whether it can also be launched with gradients in parts, which then need not be added up by launches of their own.
    /// </summary>
    public virtual bool TakesParts => false;

    /// <summary>Launches one update by gradients in parts; they are left as they are.</summary>
    /// <exception cref="NotSupportedException">It does not take parts.</exception>
    public virtual void Launch(in PartialGradients gradients) =>
        throw new NotSupportedException($"{GetType().Name} takes no gradients in parts.");
}
