using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// ‖softmax − onehot‖₂ of an image at one epoch of training (EL2N; Paul, Ganguli and Dziugaite, "Deep Learning on a Data
/// Diet", NeurIPS 2021).
/// </summary>
[ScoringFunction("el2n", "norm of the error of the probabilities at an epoch; el2n(epoch=1)")]
public sealed class El2nScore : DynamicsScore
{
    private readonly int? epoch;

    /// <exception cref="InputException">The epoch is under 1.</exception>
    public El2nScore(NamedArguments arguments)
    {
        if (arguments.Has("epoch"))
            epoch = arguments.Count("epoch", least: 1);
    }

    /// <inheritdoc/>
    protected override string Method => epoch is { } asked ? $"EL2N at epoch {asked}" : "EL2N at the epoch that the run kept, its last unless asked otherwise";

    /// <inheritdoc/>
    protected override int? NormEpoch => epoch;

    /// <inheritdoc/>
    protected override double Of(DynamicsTable table, int image, int epochs) => table.ErrorNorm[image];
}
