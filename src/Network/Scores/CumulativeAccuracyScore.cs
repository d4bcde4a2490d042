using IlgpuCnn.Data.Catalogs;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// Share of the times that an image was seen at which it was wrong (cumulative accuracy, turned round).
/// </summary>
[Component("cumulative-accuracy", "share of the times that an image was wrong")]
public sealed record CumulativeAccuracyScore : DynamicsScore
{
    /// <inheritdoc/>
    protected override string Method => "share of the times that the image was wrong";

    /// <inheritdoc/>
    protected override double Of(DynamicsTable table, int image, int epochs) =>
        1 - ((double)table.Correct[image] / table.Seen[image]);
}
