using IlgpuCnn.Data.Catalogs;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// How often an image went from right to wrong (Toneva et al., "An Empirical Study of Example Forgetting", ICLR 2019);
/// one that was never right counts as forgotten every epoch.
/// </summary>
[Component("forgetting", "how often an image went from right to wrong")]
public sealed record ForgettingScore : DynamicsScore
{
    /// <inheritdoc/>
    protected override string Method => "forgetting events, the number of epochs for images that never were right";

    /// <inheritdoc/>
    protected override double Of(DynamicsTable table, int image, int epochs) =>
        table.Correct[image] > 0 ? table.Forgotten[image] : epochs;
}
