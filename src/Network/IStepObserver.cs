using IlgpuCnn.Data;

namespace IlgpuCnn.Network;

/// <summary>Somebody who is shown each training step's results on the device, and must neither wait nor allocate.</summary>
public interface IStepObserver
{
    /// <summary>A batch has been through the network; the weights are those from before the step's update.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="count">Examples of the batch.</param>
    /// <param name="logits">(count, classes), of training mode.</param>
    /// <param name="batch">The examples.</param>
    /// <param name="predictions">The class of the largest logit of each example.</param>
    void Observe(long step, int count, Floats logits, Batch batch, Ints predictions);
}
