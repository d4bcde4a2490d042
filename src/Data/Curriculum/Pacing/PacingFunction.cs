using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>
/// How many images are visible, as a function of the training step. A new one is a record in a file of its own with a
/// <see cref="ComponentAttribute"/>.
/// </summary>
public abstract record PacingFunction
{
    /// <summary>What rounding errors may add to a number of images that is whole on paper.</summary>
    protected const double Tolerance = 1e-6;

    /// <summary>All pacing functions that can be asked for by name.</summary>
    public static Catalog<PacingFunction> Catalog { get; } = new("pacing function");

    /// <summary>Whether the size depends on the scores of the images: a threshold.</summary>
    public virtual bool ReadsDifficulties => false;

    /// <summary>
    /// The visible number of images at <paramref name="step"/> (from 0), before it is rounded and bounded: it may be
    /// under 1 or over the number of images.
    /// </summary>
    public abstract double SizeAt(long step, PacingScope scope);

    /// <summary>
    /// The visible number of images: the size rounded up, at least <paramref name="least"/> and at most all.
    /// </summary>
    /// <exception cref="InputException">The size is no number.</exception>
    public int VisibleAt(long step, PacingScope scope, int least)
    {
        double size = Math.Ceiling(SizeAt(step, scope) - Tolerance);
        if (double.IsNaN(size))
        {
            throw new InputException(
                $"The pacing function '{ComponentWriter.Text(this)}' gives no number of images at step {step}.");
        }

        return (int)Math.Clamp(size, Math.Min(least, scope.Count), scope.Count);
    }
}
