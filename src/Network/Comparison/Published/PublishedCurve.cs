using IlgpuCnn.Data.Curriculum;

namespace IlgpuCnn.Network.Comparison.Published;

/// <summary>A published curve of test accuracy, mean over seeds.</summary>
/// <param name="Arm">Whose.</param>
/// <param name="Step">Steps done, ascending.</param>
/// <param name="Accuracy">At each step, a share in [0, 1].</param>
/// <param name="StandardError">Of each accuracy.</param>
/// <param name="Seeds">How many.</param>
public sealed record PublishedCurve(
    Ordering Arm, IReadOnlyList<long> Step, IReadOnlyList<double> Accuracy, IReadOnlyList<double> StandardError,
    int Seeds)
{
    /// <summary>Accuracy at the last step.</summary>
    public MeanOfSeeds Final => new(Accuracy[^1], StandardError[^1], Seeds);

    /// <summary>The first step at which the curve is at or above an accuracy; null where it never is.</summary>
    public long? StepTo(double accuracy)
    {
        for (int i = 0; i < Step.Count; i++)
        {
            if (Accuracy[i] >= accuracy)
                return Step[i];
        }

        return null;
    }
}
