using System.Runtime.InteropServices;
using ILGPU.Runtime.Cuda;

namespace IlgpuCnn.Kernels;

/// <summary>The driver's calls for graphs and events, which ILGPU does not wrap.</summary>
internal static partial class CudaGraphs
{
    /// <summary>
    /// How strict a capture is with what else the process asks of the driver: not at all, since a finaliser may unload
    /// a kernel at any time.
    /// </summary>
    public const int CaptureRelaxed = 2;

    /// <summary>An event that only says whether it has come to pass, not when.</summary>
    public const uint EventWithoutTiming = 2;

    private const string Driver = "cuda";

    [LibraryImport(Driver, EntryPoint = "cuStreamBeginCapture_v2")]
    public static partial CudaError BeginCapture(nint stream, int mode);

    [LibraryImport(Driver, EntryPoint = "cuStreamEndCapture")]
    public static partial CudaError EndCapture(nint stream, out nint graph);

    [LibraryImport(Driver, EntryPoint = "cuGraphInstantiateWithFlags")]
    public static partial CudaError Instantiate(out nint executable, nint graph, ulong flags);

    [LibraryImport(Driver, EntryPoint = "cuGraphLaunch")]
    public static partial CudaError Launch(nint executable, nint stream);

    [LibraryImport(Driver, EntryPoint = "cuGraphExecDestroy")]
    public static partial CudaError DestroyExecutable(nint executable);

    [LibraryImport(Driver, EntryPoint = "cuGraphDestroy")]
    public static partial CudaError DestroyGraph(nint graph);

    [LibraryImport(Driver, EntryPoint = "cuEventCreate")]
    public static partial CudaError CreateEvent(out nint created, uint flags);

    [LibraryImport(Driver, EntryPoint = "cuEventRecord")]
    public static partial CudaError RecordEvent(nint recorded, nint stream);

    [LibraryImport(Driver, EntryPoint = "cuEventQuery")]
    public static partial CudaError QueryEvent(nint asked);

    [LibraryImport(Driver, EntryPoint = "cuEventSynchronize")]
    public static partial CudaError SynchronizeEvent(nint awaited);

    [LibraryImport(Driver, EntryPoint = "cuEventDestroy_v2")]
    public static partial CudaError DestroyEvent(nint destroyed);
}
