using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum;

/// <summary>
/// How long the visible prefix of an order is at each step. A number: growing it moves and rebuilds nothing.
/// </summary>
public sealed class VisibleSubset
{
    private readonly PacingFunction? pacing;
    private readonly int least;
    private PacingScope scope;

    /// <summary>A prefix whose length goes by a pacing function.</summary>
    /// <param name="pacing">The pacing function.</param>
    /// <param name="scope">Steps and images, and the difficulties where the pacing reads them.</param>
    /// <param name="least">Fewest visible images: a batch.</param>
    public VisibleSubset(PacingFunction pacing, PacingScope scope, int least)
    {
        this.pacing = pacing;
        this.scope = scope;
        this.least = least;
    }

    private VisibleSubset(int count) => scope = new PacingScope(0, count);

    /// <summary>Images that training may ever see.</summary>
    public int Count => scope.Count;

    /// <summary>The first <paramref name="count"/> images of the order, from the first step to the last.</summary>
    public static VisibleSubset First(int count) => new(count);

    /// <summary>Length of the prefix at <paramref name="step"/>, from 0.</summary>
    public int At(long step) => pacing?.VisibleAt(step, scope, least) ?? scope.Count;

    /// <summary>Takes other difficulties from here on, for a score that changes as the model trains.</summary>
    public void Rescore(double[] ascending) => scope = scope with { Difficulties = ascending };

    /// <summary>Checks that pacing and class balance go together.</summary>
    /// <exception cref="InputException">A threshold with a class balance, which would show another set.</exception>
    public static void RequireCompatible(PacingFunction pacing, ClassBalance balance)
    {
        if (pacing.ReadsDifficulties && balance != ClassBalance.None)
        {
            throw new InputException(
                "Threshold pacing shows exactly the images with d(x) ≤ D_t, and balancing classes would show others: "
                + $"give {new Setting("balance")} none.");
        }
    }
}
