using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// The loss of the model in training on each image, in evaluation mode and without augmentation, computed anew every so
/// many steps: the order changes as the model learns (Kumar, Packer, Koller, "Self-Paced Learning for Latent Variable
/// Models", NeurIPS 2010, with the subset's size given by the pacing).
/// </summary>
[ScoringFunction("self-paced", "loss of the model in training, computed anew every n steps; self-paced(every=100)")]
public sealed class SelfPacedScore(NamedArguments arguments) : ScoringFunction
{
    /// <summary>Steps between two computations; the first is before the first step.</summary>
    public long Every { get; } = arguments.WholeNumber("every", 100, least: 1);

    /// <summary>Reads a score that must be this one.</summary>
    /// <exception cref="ArgumentException">It is another one, whose values should be there.</exception>
    public static SelfPacedScore Require(string text) => Parse(text) as SelfPacedScore
        ?? throw new ArgumentException($"The values of the score '{text}' are missing.", nameof(text));

    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context) => throw new InputException(
        "The score 'self-paced' is of the model in training, and changes: name it in 'train' or 'compare'.");
}
