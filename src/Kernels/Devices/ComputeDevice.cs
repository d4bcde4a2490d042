using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// An opened accelerator: its context, the one stream that everything is launched on, and the engine for
/// matrix-shaped work that suits it. Owns all three. Ops are written against this type and never ask which kind of
/// device they run on.
/// </summary>
public sealed partial class ComputeDevice : IDisposable
{
    private readonly Context context;
    private readonly string name;
    private readonly CpuTeam? team; // null: a GPU, real or simulated
    private readonly int cores;

    internal ComputeDevice(
        Context context, Accelerator accelerator, string name, int cores, Func<ComputeDevice, IMatrixEngine> engine)
    {
        this.context = context;
        this.name = name;
        Accelerator = accelerator;
        Stream = accelerator.CreateStream();
        this.cores = cores;
        team = cores > 0 ? new CpuTeam(cores) : null;
        Matrix = engine(this);
    }

    /// <summary>The ILGPU accelerator.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>The stream of every launch and copy of this device.</summary>
    public AcceleratorStream Stream { get; }

    /// <summary>Convolution and dense passes.</summary>
    public IMatrixEngine Matrix { get; }

    /// <summary>What it can hold: a GPU's memory, or what this machine lets the program have.</summary>
    public long MemoryBytes => Accelerator.AcceleratorType == AcceleratorType.CPU
        ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes
        : Accelerator.MemorySize;

    /// <summary>Allocations since it was opened, those that have been freed among them.</summary>
    public int Allocations { get; private set; }

    /// <summary>Their bytes.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Whether a <see cref="LaunchGraph"/> is captured where it can be; it may be turned off.</summary>
    public bool UsesGraphs { get; set; } = true;

    /// <summary>
    /// Whether max pooling is part of the convolution before it where the engine can; it may be turned off before a
    /// network is built.
    /// </summary>
    public bool FusesPooling { get; set; } = true;

    /// <summary>Whether it is the machine's own processor.</summary>
    public bool IsCpu => team is not null;

    /// <summary>What products are computed in.</summary>
    public Precision Precision => Matrix.Precision;

    /// <summary>What it is, for people.</summary>
    public override string ToString() => name;

    /// <summary>Spreads <paramref name="items"/> independent items over the device's threads.</summary>
    public WorkSplit Split(int items)
    {
        if (cores == 0)
            return new WorkSplit(items, 1);
        int grain = (items + cores - 1) / cores;
        return grain == 0 ? new WorkSplit(0, 1) : new WorkSplit((items + grain - 1) / grain, grain);
    }

    /// <summary>
    /// How many of <paramref name="channels"/> neighbouring elements one item should take on: all of them on a CPU, so
    /// that index arithmetic is paid once a row; one on a GPU, so that neighbouring threads touch neighbouring memory.
    /// </summary>
    public int ItemWidth(int channels) => cores == 0 ? 1 : channels;

    /// <summary>Waits until all that was launched is done.</summary>
    public void Synchronize() => Stream.Synchronize();

    /// <summary>
    /// The same before memory is given back that copies may still go to or come from. Where a failure is the reason for
    /// giving it back, that is what is told, and not that waiting fails as well.
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
        Matrix.Dispose();
        team?.Dispose();
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
