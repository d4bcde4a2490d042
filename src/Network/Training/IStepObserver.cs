using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Network.Training;

/// <summary>Looks at every training step, on the device, after the step's update.</summary>
public interface IStepObserver
{
    /// <summary>A step was launched. Launches what it wants to know; it need not wait for the device.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="count">Examples of the batch.</param>
    /// <param name="logits">(count, classes), as training made them before the update: dropout is on.</param>
    /// <param name="batch">Labels and indices of the examples.</param>
    void Observe(long step, int count, Floats logits, Batch batch);
}
