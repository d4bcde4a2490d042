using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// ‖softmax − onehot‖₂ of an image at one epoch of training (EL2N; Paul, Ganguli and Dziugaite, "Deep Learning on a Data
/// Diet", NeurIPS 2021).
/// </summary>
/// <param name="Epoch">The epoch, from 1; null for the last that a run kept.</param>
[Component("el2n(epoch=last)", "norm of the error of the probabilities at an epoch")]
public sealed record El2nScore(int? Epoch = null) : DynamicsScore
{
    /// <summary>The score with the arguments of its form, checked.</summary>
    /// <exception cref="InputException">The epoch is under 1.</exception>
    public El2nScore(ComponentArguments a)
        : this(a.OptionalCount("epoch", least: 1))
    {
    }

    /// <inheritdoc/>
    protected override string Method => Epoch is { } asked
        ? $"EL2N at epoch {asked}"
        : "EL2N at the epoch that the run kept, its last unless asked otherwise";

    /// <inheritdoc/>
    protected override int? NormEpoch => Epoch;

    /// <inheritdoc/>
    protected override double Of(DynamicsTable table, int image, int epochs) => table.ErrorNorm[image];
}
