namespace IlgpuCnn.Network.Memory;

/// <summary>What a network's memory must suffice for.</summary>
/// <param name="TrainingBatch">Most examples of a training step; 0 where it is never trained.</param>
/// <param name="OptimizerStates">Numbers that the optimizer keeps of each parameter.</param>
/// <param name="EvaluationBatch">Most examples of an evaluation's pass; 0 where it is never evaluated.</param>
public sealed record NetworkUse(int TrainingBatch, int OptimizerStates, int EvaluationBatch)
{
    /// <summary>For evaluation alone: no gradients, no optimizer.</summary>
    /// <param name="batch">Most examples of a pass.</param>
    public static NetworkUse Evaluation(int batch) => new(0, 0, batch);

    /// <summary>For training, and for evaluation between steps.</summary>
    /// <param name="states">Numbers that the optimizer keeps of each parameter.</param>
    /// <param name="batch">Most examples of a training step.</param>
    /// <param name="evaluationBatch">Most examples of an evaluation's pass; 0 for none.</param>
    public static NetworkUse Training(int states, int batch, int evaluationBatch = 0) =>
        new(batch, states, evaluationBatch);
}
