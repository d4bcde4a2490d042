namespace IlgpuCnn.Network.Memory;

/// <summary>What a tensor is for, in the order of tables.</summary>
public enum TensorUse
{
    /// <summary>Weights and biases.</summary>
    Weights,

    /// <summary>Gradients of weights and biases.</summary>
    Gradients,

    /// <summary>What an optimizer keeps from step to step.</summary>
    OptimizerState,

    /// <summary>Outputs of layers.</summary>
    Activations,

    /// <summary>Gradients of the layers' outputs.</summary>
    ActivationGradients,

    /// <summary>The images of a batch, their labels and indices.</summary>
    Batch,

    /// <summary>Losses and predictions of a batch, and the gradient of its logits.</summary>
    Loss,
}
