using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.Kernels.Devices;

/// <summary>The failures of devices in words for the user.</summary>
public static partial class DeviceFailure
{
    private const long MiB = 1 << 20;

    /// <summary>A failure of a device as one sentence, what failed and what to do; null for all others.</summary>
    public static string? Sentence(Exception failure) => failure switch
    {
        CudaDriverException => failure.Message,
        CudaException cuda => CudaErrors.Sentence("reports an error", CudaErrors.Name(cuda), Reason(cuda)),
        AcceleratorException => $"The device failed: {failure.Message.Trim().TrimEnd('.')}; "
            + $"choose another with {new Setting("device")}, such as cpu.",
        _ => MissingFunction(failure) is { } function ? CudaErrors.MissingSentence(function) : null,
    };

    /// <summary>Why a device failed, in the driver's words where it has any.</summary>
    internal static string Reason(Exception failure) =>
        failure is CudaException cuda && CudaErrors.IsRefusedKernel(CudaErrors.Name(cuda)) && PtxLog.Last is { } log
            ? $"{failure.Message.TrimEnd('.')}: {log}"
            : MissingFunction(failure) is { } function ? $"the driver has no function {function}" : failure.Message;

    /// <summary>The error of a device that could not be opened.</summary>
    internal static InputException OfOpening(Device device, DeviceDescription description, Exception failure)
    {
        bool isTaken = failure is CudaException && ComputeMode.IsExclusive(device);
        return new InputException(
            $"Device {description} could not be opened ({Reason(failure).TrimEnd('.')}"
            + $"{(isTaken ? "; by its compute mode it is open to one program at a time, and once" : "")}): "
            + "choose another, such as cpu.",
            failure);
    }

    /// <summary>The error of a kernel that could not be loaded.</summary>
    internal static AcceleratorException OfKernel(MethodInfo kernel, CudaException failure) => new CudaDriverException(
        $"load the kernel {kernel.DeclaringType!.Name}.{kernel.Name}", CudaErrors.Name(failure), Reason(failure));

    /// <summary>
    /// The error of memory that is used up, if <paramref name="failure"/> is that of an allocation of
    /// <paramref name="bytes"/>; else null.
    /// </summary>
    internal static InputException? OutOfMemory(Accelerator accelerator, string name, long bytes, Exception failure)
    {
        if (failure is not CudaException cuda || CudaErrors.Name(cuda) != CudaErrors.OutOfMemory)
            return null;
        long free = ((CudaAccelerator)accelerator).GetFreeMemory();
        return new InputException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Device {name} has no room for {bytes / (double)MiB:0.0} MiB more; {free / (double)MiB:0.0} of its "
                + $"{accelerator.MemorySize / (double)MiB:0} MiB are free: {CudaErrors.Advice(CudaErrors.OutOfMemory)}."),
            failure);
    }

    /// <summary>Closes what may refuse to be closed after a failure: a second error would hide the first.</summary>
    internal static void Close(IDisposable owned)
    {
        try
        {
            owned.Dispose();
        }
        catch (Exception e) when (Sentence(e) is not null)
        {
        }
    }

    // An assembly of somebody else's may lack a function too.
    private static string? MissingFunction(Exception failure) =>
        failure is EntryPointNotFoundException && DriverFunction().Match(failure.Message) is { Success: true } match
            ? match.Groups[1].Value : null;

    // As NVIDIA's driver names all of its own.
    [GeneratedRegex(@"'(cu[A-Z]\w+)'")]
    private static partial Regex DriverFunction();
}
