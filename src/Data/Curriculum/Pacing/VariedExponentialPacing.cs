using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Curriculum.Pacing;

/// <summary>
/// min(start · increaseᵏ, 1) · N after k growths, each behind a number of steps of its own: "varied exponential pacing"
/// of Hacohen and Weinshall, "On the Power of Curriculum Learning in Training Deep Networks" (ICML 2019).
/// </summary>
/// <param name="Start">Share of the images that is visible at first.</param>
/// <param name="Increase">Factor of each growth.</param>
/// <param name="Lengths">Steps before each growth; the last holds for all that follow.</param>
[Component(
    "varied-exponential(start=0.04,increase=1.9,lengths=100)",
    "the share start, times increase after each of the lengths, such as 100/200/400; the last holds on")]
public sealed record VariedExponentialPacing(double Start, double Increase, IReadOnlyList<long> Lengths)
    : PacingFunction
{
    /// <summary>The pacing function with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public VariedExponentialPacing(ComponentArguments a)
        : this(a.Number("start", over: 0, most: 1), a.Number("increase", least: 1), a.WholeNumbers("lengths", least: 1))
    {
    }

    /// <inheritdoc/>
    public override double SizeAt(long step, PacingScope scope)
    {
        long growths = 0;
        foreach (long length in Lengths)
        {
            if (step < length)
                return Size(growths, scope);
            step -= length;
            growths++;
        }

        return Size(growths + (step / Lengths[^1]), scope);
    }

    private double Size(long growths, PacingScope scope) =>
        Math.Min(Start * Math.Pow(Increase, growths), 1) * scope.Count;
}
