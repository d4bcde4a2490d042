using System.Runtime.InteropServices;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.Kernels.Devices;

// The devices of this machine, and whether they can be used.
public static partial class DeviceCatalog
{
    /// <summary>
    /// Why NVIDIA's driver, though it is installed, offers no device, worded to follow "for"; null where it is not
    /// installed or works.
    /// </summary>
    public static string? CudaFault
    {
        get
        {
            DriverLibraries.Install();
            return CudaDriver.StartFault();
        }
    }

    // ILGPU by itself leaves out what it can't use, and with it the reason.
    private static Context CreateContext(bool keepSourceLines = false)
    {
        DriverLibraries.Install();
        PtxLog.Listen();
        return Context.Create(builder =>
        {
            builder.Cuda(_ => true).OpenCL(_ => true).Optimize(OptimizationLevel.O2).EnableAlgorithms()
                .AddCudaIntrinsics();
            if (keepSourceLines)
                CudaKernelLoader.KeepSourceLines(builder);
        });
    }

    // In the order in which 'auto' prefers them.
    private static List<Candidate> Candidates(Context context)
    {
        List<Candidate> candidates = [];
        foreach (CudaDevice device in context.GetCudaDevices())
            candidates.Add(new Candidate(device, Describe(device, candidates.Count), true));
        int firstOpenCL = candidates.Count;
        foreach (CLDevice device in context.GetCLDevices())
            candidates.Add(new Candidate(device, Describe(device, candidates.Count - firstOpenCL), IsGpu(device)));
        return candidates;
    }

    private static DeviceDescription Describe(CudaDevice device, int index)
    {
        string capability = device.Architecture is { } known ? $"{known.Major}.{known.Minor}" : "unknown";
        string reason = device.Architecture is null ? "ILGPU does not know its architecture"
            : device.InstructionSet is null ? $"its driver ({device.DriverVersion}) is older than ILGPU supports"
            : device.Architecture < CudaArchitecture.SM_80
                ? $"its compute capability is {capability}, and the kernels need 8.0 or later"
            : DriverFunctions.Missing is { } function
                ? $"its driver ({device.DriverVersion}) has no function {function}"
            : TooSmall(device);
        string detail = $"compute capability {capability}, CUDA {device.DriverVersion}, "
            + $"{device.NumMultiprocessors} multiprocessors";
        return new DeviceDescription(
            DeviceKind.Cuda, index, device.Name.Trim(), device.MemorySize, detail, reason.Length == 0, reason);
    }

    private static DeviceDescription Describe(CLDevice device, int index)
    {
        string reason = device.CLStdVersion < CLBackend.MinimumVersion
            ? $"it has OpenCL C {device.CLStdVersion}, and ILGPU needs {CLBackend.MinimumVersion} or later"
            : !device.Capabilities.GenericAddressSpace ? "its driver lacks OpenCL's generic address space"
            : TooSmall(device);
        string detail = $"{(IsGpu(device) ? "GPU" : "no GPU")}, {device.PlatformName.Trim()}, "
            + $"OpenCL {device.DeviceVersion}, {device.NumMultiprocessors} compute units";
        return new DeviceDescription(
            DeviceKind.OpenCL, index, device.Name.Trim(), device.MemorySize, detail, reason.Length == 0, reason);
    }

    private static DeviceDescription DescribeCpu() => new(
        DeviceKind.Cpu, 0, $"{RuntimeInformation.ProcessArchitecture} processor",
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, $"{Environment.ProcessorCount} logical cores", true, "");

    private static string TooSmall(Device device) => device.MaxNumThreadsPerGroup >= ComputeDevice.LargestGroup
        ? ""
        : $"its groups hold {device.MaxNumThreadsPerGroup} threads, and {ComputeDevice.LargestGroup} are needed";

    private static bool IsGpu(CLDevice device) => device.DeviceType.HasFlag(CLDeviceType.CL_DEVICE_TYPE_GPU);

    private static string Present() => string.Join(", ", List().Where(d => d.Usable));

    private static InputException Absent(string specification, Candidate? unusable) => new(
        (unusable is not null ? $"Device {unusable.Description} can't be used, for {unusable.Description.Reason}"
            : specification.StartsWith("cuda", StringComparison.OrdinalIgnoreCase) && CudaFault is { } fault
            ? $"There is no device '{specification}' here, for {fault}"
            : $"There is no device '{specification}' here")
        + $": choose auto or one of {Present()}.");

    private sealed record Candidate(Device Device, DeviceDescription Description, bool IsGpu);
}
