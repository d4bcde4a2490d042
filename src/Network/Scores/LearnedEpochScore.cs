using IlgpuCnn.Data.Catalogs;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// The first epoch from which an image stays correctly classified to the end; one more than there are where it never is.
/// </summary>
[Component("learned-epoch", "first epoch from which an image stays correct")]
public sealed record LearnedEpochScore : DynamicsScore
{
    /// <inheritdoc/>
    protected override string Method => "first epoch from which the image stays correct, epochs + 1 for never";

    /// <inheritdoc/>
    protected override double Of(DynamicsTable table, int image, int epochs) =>
        table.Learned[image] > 0 ? table.Learned[image] : epochs + 1;
}
