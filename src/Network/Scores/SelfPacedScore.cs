using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// The loss of the model in training on each image, in evaluation mode and without augmentation, computed anew every so
/// many steps: the order changes as the model learns (Kumar, Packer, Koller, "Self-Paced Learning for Latent Variable
/// Models", NeurIPS 2010, with the subset's size given by the pacing).
/// </summary>
/// <param name="Every">Steps between two computations; the first is before the first step.</param>
[Component("self-paced(every=100)", "loss of the model in training, computed anew every so many steps")]
public sealed record SelfPacedScore(long Every = 100) : ScoringFunction
{
    /// <summary>The score with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">The number of steps is under 1 or not whole.</exception>
    public SelfPacedScore(ComponentArguments a)
        : this(a.WholeNumber("every", least: 1))
    {
    }

    /// <inheritdoc/>
    public override bool ChangesInTraining => true;

    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context) => throw new InputException(
        "The score 'self-paced' is of the model in training, and changes: name it in 'train' or 'compare'.");
}
