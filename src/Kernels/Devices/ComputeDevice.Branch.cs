using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.Kernels.Devices;

public sealed partial class ComputeDevice
{
    private CudaBranch? branch;
    private bool hasBranches;

    /// <summary>
    /// Lets the launches until the end of the scope run beside those that come after it, until
    /// <see cref="JoinBranch"/>: none may write what the others touch. They come after all launches before. Only a graph has
    /// branches; everywhere else, and while a graph's launches are run as they are, all of them come one after the other.
    /// </summary>
    internal BranchScope Beside()
    {
        if (!hasBranches || branch is null)
            return default;
        branch.Part();
        Stream = branch.Stream;
        return new BranchScope(this);
    }

    /// <summary>Has the launches after it wait for those of <see cref="Beside"/>.</summary>
    public void JoinBranch()
    {
        if (hasBranches)
            branch?.Join();
    }

    /// <summary>Captures launches into a graph, with their branches.</summary>
    internal CudaGraph Capture(CudaStream stream, Action launches)
    {
        branch ??= new CudaBranch(stream);
        hasBranches = true;
        try
        {
            return CudaGraph.Capture(stream, launches);
        }
        finally
        {
            hasBranches = false;
        }
    }

    /// <summary>The part of a sequence of launches that <see cref="Beside"/> begins.</summary>
    internal readonly struct BranchScope(ComputeDevice? device) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            if (device is not null)
                device.Stream = device.mainStream;
        }
    }
}
