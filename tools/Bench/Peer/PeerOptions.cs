using IlgpuCnn.Kernels;

namespace IlgpuCnn.Bench.Peer;

/// <summary>What is compared, and for how long.</summary>
internal sealed record PeerOptions(
    string Model, int BatchSize, int Classes, int Input, int Threads, int Pairs, double Seconds, string Layout,
    string Malloc, string TorchPeer)
{
    private const int FewestPairs = 5;

    /// <exception cref="InputException">One of them is out of its range; the message names it.</exception>
    public void Validate()
    {
        _ = IlgpuCnn.Network.Models.Model.Catalog.Find(Model);
        Check(BatchSize >= 1, "--batch-size", BatchSize, "at least 1");
        Check(Classes >= 2, "--classes", Classes, "at least 2");
        Check(Input is >= 16 and <= 256, "--input", Input, "from 16 to 256");
        Check(Threads >= 1, "--threads", Threads, "at least 1");
        Check(Pairs >= FewestPairs, "--pairs", Pairs, $"at least {FewestPairs}: the spread of fewer says little");
        Check(Seconds is > 0 and <= 600, "--seconds", Seconds, "over 0 and at most 600");
        Check(Layout is "nchw" or "channels-last", "--layout", Layout, "nchw or channels-last");
        Check(Malloc is "keep" or "default", "--malloc", Malloc, "keep or default");
        if (!File.Exists(TorchPeer))
        {
            throw new InputException(
                $"There is no '{TorchPeer}': build it with 'dotnet build -c Release tools/TorchPeer', or name it with "
                + "--torch-peer.");
        }
    }

    private static void Check(bool holds, string option, object value, string wanted)
    {
        if (!holds)
            throw new InputException(FormattableString.Invariant($"{option} is {value}; it must be {wanted}."));
    }
}
