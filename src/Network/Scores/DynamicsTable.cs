namespace IlgpuCnn.Network.Scores;

/// <summary>Training dynamics of every image, as <see cref="Kernels.DynamicsViews"/> names them.</summary>
public sealed record DynamicsTable(
    int[] Seen, int[] Correct, int[] Forgotten, int[] Learned, float[] Confidence, float[] Spread, float[] ErrorNorm);
