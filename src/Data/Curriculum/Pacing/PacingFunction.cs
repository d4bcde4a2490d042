using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>How many images are visible, as a function of the training step.</summary>
public abstract record PacingFunction
{
    // What rounding errors may add to a number of images that is whole on paper.
    private const double Tolerance = 1e-6;

    private static readonly Dictionary<string, Func<NamedArguments, PacingFunction>> Known = new()
    {
        ["fixed-exponential"] = a => new FixedExponentialPacing(
            a.Number("start", least: 0), a.Number("increase", least: 1), (long)a.Number("length", least: 1)),
        ["linear"] = a => new LinearPacing(a.Number("a", 0.8, least: 0), a.Number("b", 0.2, least: 0)),
    };

    /// <summary>Whether the size depends on the difficulties: a threshold.</summary>
    public virtual bool ReadsDifficulties => false;

    /// <summary>
    /// The visible number of images at <paramref name="step"/> (from 0), before it is rounded and bounded: it may be
    /// under 1 or over the number of images.
    /// </summary>
    public abstract double SizeAt(long step, PacingScope scope);

    /// <summary>
    /// The visible number of images: the size rounded up, at least <paramref name="least"/> and at most all.
    /// </summary>
    public int VisibleAt(long step, PacingScope scope, int least)
    {
        double size = Math.Ceiling(SizeAt(step, scope) - Tolerance);
        return (int)Math.Clamp(size, Math.Min(least, scope.Count), scope.Count);
    }

    /// <summary>Reads a pacing function such as <c>exponential(a=0.8,b=0.2)</c>.</summary>
    /// <exception cref="InputException">The name or an argument is unknown or out of range.</exception>
    public static PacingFunction Parse(string text)
    {
        NamedArguments arguments = NamedArguments.Parse("pacing function", text);
        PacingFunction pacing = KnownNames.Find("pacing function", arguments.Name, Known)(arguments);
        arguments.RejectUnread();
        return pacing;
    }
}
