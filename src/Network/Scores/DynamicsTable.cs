namespace IlgpuCnn.Network.Scores;

/// <summary>Training dynamics of every image, as <see cref="Kernels.ImageScores.DynamicsViews"/> names them.</summary>
public sealed record DynamicsTable(
    int[] Seen, int[] Correct, int[] Forgotten, int[] Learned, float[] Confidence, float[] Spread, float[] ErrorNorm)
{
    /// <summary>Epochs of the run.</summary>
    public int Epochs { get; init; }

    /// <summary>The epoch, from 1, whose EL2N was kept.</summary>
    public int NormEpoch { get; init; }

    /// <summary>The run, in words.</summary>
    public string Run { get; init; } = "";
}
