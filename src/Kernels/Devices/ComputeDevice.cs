using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// An opened accelerator: its context, the one stream that everything is launched on, and the services that other parts
/// of the program keep for it (see <see cref="Service"/>). Owns all of them. Ops are written against this type and do
/// not depend on the kind of device. Open one with <see cref="Open"/>, and dispose it last.
/// </summary>
public sealed partial class ComputeDevice : IDisposable
{
    /// <summary>Most threads of a group that kernels may have: a device whose groups hold fewer is refused.</summary>
    internal const int LargestGroup = 256;

    private readonly Context context;
    private readonly string name;
    private readonly CpuTeam? team; // null: a GPU, real or simulated
    private readonly OwnedServices services = new();
    private readonly AcceleratorStream mainStream;

    /// <param name="context">ILGPU's context, owned.</param>
    /// <param name="accelerator">The accelerator, owned.</param>
    /// <param name="name">What it is, for people.</param>
    /// <param name="precision">What matrix products multiply.</param>
    /// <param name="workers">Threads of a CPU; 0 for a GPU.</param>
    /// <param name="vectorBits">Bits of a CPU's vectors; 0 for a GPU.</param>
    internal ComputeDevice(
        Context context, Accelerator accelerator, string name, Precision precision, int workers = 0, int vectorBits = 0)
    {
        this.context = context;
        this.name = name;
        Accelerator = accelerator;
        Stream = mainStream = accelerator.CreateStream();
        GraphFault = CudaGraph.Fault(accelerator, name);
        Precision = precision;
        Workers = workers;
        VectorBits = vectorBits;
        team = workers > 0 ? new CpuTeam(workers) : null;
    }

    /// <summary>The ILGPU accelerator.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>The stream of every launch and copy of this device, but for the branches of graphs.</summary>
    public AcceleratorStream Stream { get; private set; }

    /// <summary>Bytes that the device can hold: a GPU's memory, or what this machine lets the program have.</summary>
    public long MemoryBytes => Accelerator.AcceleratorType == AcceleratorType.CPU
        ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes
        : Accelerator.MemorySize;

    /// <summary>Number of allocations since the device was opened, those that have been freed among them.</summary>
    public int Allocations { get; private set; }

    /// <summary>Bytes of all allocations since the device was opened, those that have been freed among them.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>
    /// Whether a <see cref="LaunchGraph"/> is captured on devices that can capture; true unless it is turned off or the
    /// driver can't (see <see cref="GraphFault"/>).
    /// </summary>
    public bool UsesGraphs { get => field && GraphFault is null; set; } = true;

    /// <summary>
    /// Why an NVIDIA GPU's driver, being an old one, can't capture launches, and what follows, as a sentence; null on
    /// all other devices.
    /// </summary>
    public string? GraphFault { get; }

    /// <summary>
    /// Whether max pooling is part of the convolution before it on devices that can compute both at once; true unless
    /// it is turned off before a network is built.
    /// </summary>
    public bool FusesPooling { get; set; } = true;

    /// <summary>Whether the device is the machine's own processor.</summary>
    public bool IsCpu => team is not null;

    /// <summary>The numbers that matrix products multiply, as the device was opened for.</summary>
    public Precision Precision { get; }

    /// <summary>
    /// Changes each time that memory which launches use has been replaced by other memory: launches that were captured
    /// before would use the old one.
    /// </summary>
    internal int MemoryVersion { get; private set; }

    /// <summary>Threads that run launches on a CPU; 0 on a GPU.</summary>
    internal int Workers { get; }

    /// <summary>Bits of the vectors that a CPU computes with: 512, 256 or 128; 0 on a GPU.</summary>
    internal int VectorBits { get; }

    /// <summary>
    /// Opens <c>auto</c>, <c>cuda[:i]</c>, <c>opencl[:i]</c> or <c>cpu</c>: the first usable device of that kind, or
    /// the one of index i. The caller disposes it.
    /// </summary>
    /// <param name="specification">Which device; auto takes a CUDA device, else an OpenCL GPU, else the CPU.</param>
    /// <param name="threads">Threads of a CPU, from 1; one a core when null. Other devices have no use for it.</param>
    /// <param name="precision">What matrix products multiply; when null, tf32 on CUDA and fp32 elsewhere.</param>
    /// <exception cref="InputException">
    /// There is no such device, or it can't be used, or not in this precision; says which there are.
    /// </exception>
    public static ComputeDevice Open(string specification, int? threads = null, Precision? precision = null) =>
        DeviceCatalog.Open(specification, threads, precision);

    /// <summary>The device's name, for people.</summary>
    public override string ToString() => name;

    /// <summary>
    /// The number of threads, and of items a thread, that spread <paramref name="items"/> independent items over the
    /// device.
    /// </summary>
    public WorkSplit Split(int items)
    {
        if (Workers == 0)
            return new WorkSplit(items, 1);
        int grain = (items + Workers - 1) / Workers;
        return grain == 0 ? new WorkSplit(0, 1) : new WorkSplit((items + grain - 1) / grain, grain);
    }

    /// <summary>
    /// How many of <paramref name="channels"/> neighbouring elements one item computes: all of them on a CPU, so that
    /// index arithmetic is paid once for all channels; one on a GPU, so that neighbouring threads touch neighbouring
    /// memory.
    /// </summary>
    public int ItemWidth(int channels) => Workers == 0 ? 1 : channels;

    /// <summary>
    /// The device's object of type <typeparamref name="T"/>: what <paramref name="create"/> makes at the first call,
    /// and the same at every later one. It is disposed with the device, before whatever was made earlier.
    /// </summary>
    public T Service<T>(Func<ComputeDevice, T> create)
        where T : class, IDisposable => services.Get(this, create);

    /// <summary>Notes that memory which launches use has been replaced by other memory.</summary>
    internal void NoteMovedMemory() => MemoryVersion++;

    /// <summary>Waits until all launches and copies are done.</summary>
    public void Synchronize() => Stream.Synchronize();

    /// <summary>
    /// Waits until all launches and copies are done, before memory is freed that they may still use. A failure to wait
    /// is not reported: where an earlier failure is the reason for freeing, it is the one to report.
    /// </summary>
    internal void Settle()
    {
        try
        {
            Synchronize();
        }
        catch (AcceleratorException)
        {
        }
    }

    /// <summary>Allocates <paramref name="length"/> elements on the device, all zero.</summary>
    /// <exception cref="InputException">The device's memory is used up.</exception>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(long length)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = Make<T>(length);
        if (team is null)
            buffer.MemSetToZero(Stream);
        return buffer;
    }

    /// <summary>Allocates a copy of <paramref name="values"/> on the device.</summary>
    /// <exception cref="InputException">The device's memory is used up.</exception>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(T[] values)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = Make<T>(values.Length);
        buffer.View.CopyFromCPU(Stream, values);
        return buffer;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        services.Dispose();
        team?.Dispose();
        branch?.Dispose();
        DeviceFailure.Close(Stream);
        DeviceFailure.Close(Accelerator);
        DeviceFailure.Close(context);
    }

    private unsafe MemoryBuffer1D<T, Stride1D.Dense> Make<T>(long length)
        where T : unmanaged
    {
        Allocations++;
        AllocatedBytes += length * sizeof(T);
        if (team is not null)
            return new HostBuffer<T>(Accelerator, length);
        try
        {
            return Accelerator.Allocate1D<T>(length);
        }
        catch (AcceleratorException e)
            when (DeviceFailure.OutOfMemory(Accelerator, name, length * sizeof(T), e) is { } sentence)
        {
            throw sentence;
        }
    }
}
