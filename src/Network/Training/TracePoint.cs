namespace IlgpuCnn.Network.Training;

/// <summary>What a step saw: holds until the next one.</summary>
/// <param name="Step">The step, from 0.</param>
/// <param name="Visible">Visible images.</param>
/// <param name="LearningRate">The learning rate.</param>
public readonly record struct TracePoint(long Step, int Visible, double LearningRate);
