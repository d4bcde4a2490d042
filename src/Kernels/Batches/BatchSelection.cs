using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Kernels.Batches;

/// <summary>
/// The images that a batch is made of, and the random numbers that augment them. Element k of the batch is
/// order[<see cref="Permutation.At"/>(Key, Visible, Position + k)].
/// </summary>
/// <param name="Key">
/// One key an epoch with a moving position passes through every visible image once; one key a step with position 0
/// draws independent batches without replacement; <see cref="PermutationKey.Sequence"/> takes the order as it stands.
/// </param>
/// <param name="Visible">Length of the visible prefix of the order.</param>
/// <param name="Position">Elements of the permutation that earlier batches have used up.</param>
/// <param name="Seed">Seed of the augmentation.</param>
/// <param name="Step">Training step of the augmentation.</param>
public readonly record struct BatchSelection(PermutationKey Key, int Visible, int Position, ulong Seed, uint Step)
{
    /// <summary>
    /// Checks that a batch of <paramref name="n"/> images can be selected so from <paramref name="order"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The batch goes past the visible images, or these past the order.</exception>
    public void Require(int n, Ints order)
    {
        Kernels.Require.Length(order, Visible, nameof(order), this);
        Kernels.Require.AtLeast(Position, 0, nameof(Position));
        if ((long)Position + n > Visible)
        {
            throw new ArgumentException(
                $"Elements {Position} to {Position + n - 1L} were asked for, but {Visible} are visible.", nameof(n));
        }
    }
}
