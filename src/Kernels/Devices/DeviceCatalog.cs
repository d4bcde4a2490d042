using System.Globalization;
using ILGPU.Runtime.CPU;
using IlgpuCnn.Kernels.Devices.Cuda;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>The devices of this machine: lists and opens them.</summary>
public static partial class DeviceCatalog
{
    private const int MostThreads = 1024;

    /// <summary>
    /// Opens <c>auto</c>, <c>cuda[:i]</c>, <c>opencl[:i]</c> or <c>cpu</c>. With no index the first usable device of
    /// that kind is taken; auto takes a CUDA device, else an OpenCL GPU, else the CPU, which gets
    /// <paramref name="threads"/> workers (one a core when null). Products are computed in
    /// <paramref name="precision"/>; when null, in tf32 on CUDA and in fp32 elsewhere.
    /// </summary>
    /// <exception cref="InputException">
    /// There is no such device, or it can't be used, or not in this precision; says which there are.
    /// </exception>
    public static ComputeDevice Open(string specification, int? threads = null, Precision? precision = null) =>
        Open(specification, threads, precision, keepSourceLines: false);

    /// <summary>
    /// Opens a device as <see cref="Open(string, int?, Precision?)"/> does, for a profiler: on CUDA the kernels know
    /// the lines of their C# source.
    /// </summary>
    /// <exception cref="InputException">
    /// There is no such device, or it can't be used, or not in this precision; says which there are.
    /// </exception>
    public static ComputeDevice OpenForProfiler(string specification, int? threads, Precision? precision) =>
        Open(specification, threads, precision, keepSourceLines: true);

    private static ComputeDevice Open(
        string specification, int? threads, Precision? precision, bool keepSourceLines)
    {
        (string word, int index) = Parse(specification);
        if (word == "cpu")
            return OpenCpu(threads, precision);
        Context context = CreateContext(keepSourceLines);
        try
        {
            List<Candidate> candidates = Candidates(context);
            Candidate? found = candidates.Find(c => Matches(c, word, index));
            if (found is not null)
                return Open(context, found, precision);
            if (word != "auto")
                throw Absent(specification, candidates.Find(c => IsNamed(c, word, index)));
        }
        catch
        {
            DeviceFailure.Close(context);
            throw;
        }

        context.Dispose();
        return OpenCpu(threads, precision);
    }

    /// <summary>
    /// Every CUDA and OpenCL device that a driver reports, usable or not, and the CPU. A missing driver is no error.
    /// </summary>
    public static IReadOnlyList<DeviceDescription> List()
    {
        using Context context = CreateContext();
        return [.. Candidates(context).Select(c => c.Description), DescribeCpu()];
    }

    /// <summary>
    /// Opens this machine's CPU with <paramref name="threads"/> workers (one a core when null) and vectors of
    /// <paramref name="vectorBits"/> bits (512, 256 or 128; the widest there is when null).
    /// </summary>
    /// <exception cref="InputException">The number of threads is under 1 or over 1024.</exception>
    public static ComputeDevice OpenCpu(int? threads = null, int? vectorBits = null)
    {
        int workers = threads ?? Environment.ProcessorCount;
        if (workers is < 1 or > MostThreads)
            throw new InputException($"The number of threads is {workers}; it must be from 1 to {MostThreads}.");

        int bits = vectorBits ?? VectorWidth.WidestBits;
        return OpenCpu(
            new CPUDevice(2, 1, 1), $"cpu, {workers} threads of {bits}-bit vectors", Precision.Fp32, workers, bits);
    }

    /// <summary>
    /// Opens a simulated GPU of 8 warps of 32 threads, every one a thread of the operating system: for checking GPU
    /// kernels on tiny shapes where there is no GPU.
    /// </summary>
    public static ComputeDevice OpenSimulatedGpu() => OpenSimulatedGpu(Precision.Fp32);

    /// <summary>Opens a simulated GPU whose products are computed in a precision.</summary>
    internal static ComputeDevice OpenSimulatedGpu(Precision precision) =>
        OpenCpu(new CPUDevice(32, 8, 1), "simulated GPU", precision, workers: 0, vectorBits: 0);

    private static ComputeDevice OpenCpu(
        CPUDevice description, string name, Precision precision, int workers, int vectorBits)
    {
        Context context = Context.Create(builder =>
            builder.CPU(description).Optimize(OptimizationLevel.O2).EnableAlgorithms().AddCudaIntrinsics());
        Accelerator accelerator = context.GetCPUDevices()[0].CreateAccelerator(context);
        return new ComputeDevice(context, accelerator, name, precision, workers, vectorBits);
    }

    // Tensor cores are NVIDIA's.
    private static ComputeDevice OpenCpu(int? threads, Precision? precision)
    {
        RequireFp32(precision, "a CPU");
        return OpenCpu(threads);
    }

    private static void RequireFp32(Precision? precision, string device)
    {
        if (precision is { } asked && asked != Precision.Fp32)
        {
            throw new InputException(
                $"Precision {asked.ToString().ToLowerInvariant()} needs an NVIDIA GPU, and this is {device}: "
                + "choose fp32, or a CUDA device.");
        }
    }

    private static ComputeDevice Open(Context context, Candidate found, Precision? precision)
    {
        bool isCuda = found.Description.Kind == DeviceKind.Cuda;
        if (!isCuda)
            RequireFp32(precision, $"{found.Description}");
        try
        {
            ComputeDevice opened = new(
                context, found.Device.CreateAccelerator(context), found.Description.ToString(),
                precision ?? (isCuda ? Precision.Tf32 : Precision.Fp32));
            opened.Load<int, Ints>(Probe);
            return opened;
        }
        catch (Exception e) when (
            e is InternalCompilerException or NotSupportedException || DeviceFailure.Sentence(e) is not null)
        {
            throw DeviceFailure.OfOpening(found.Device, found.Description, e);
        }
    }

    // Loaded when a GPU is opened and never launched: a driver that takes no kernels is known by it from the start.
    private static void Probe(Index1D i, int value, Ints target) => target[i] = value;

    // The kind, in small letters, and the index; -1 for any.
    private static (string Word, int Index) Parse(string specification)
    {
        string[] parts = specification.Trim().ToLowerInvariant().Split(':', 2);
        if (parts is ["auto" or "cuda" or "opencl" or "cpu"])
            return (parts[0], -1);
        if (parts is ["cuda" or "opencl", _]
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            return (parts[0], index);
        }

        throw new InputException(
            $"Unknown device '{specification}': give auto, cuda[:index], opencl[:index] or cpu; "
            + $"there are {Present()} here.");
    }

    private static bool Matches(Candidate candidate, string word, int index) => candidate.Description.Usable
        && (word == "auto" ? candidate.IsGpu : IsNamed(candidate, word, index));

    // A negative index stands for any.
    private static bool IsNamed(Candidate candidate, string word, int index) =>
        candidate.Description.Kind.ToString().Equals(word, StringComparison.OrdinalIgnoreCase)
        && (index < 0 || candidate.Description.Index == index);
}
