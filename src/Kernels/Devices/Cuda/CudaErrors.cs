using System.Globalization;
using ILGPU.Runtime.Cuda;

namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>What a user can do about the errors of NVIDIA's driver, by the driver's names of them.</summary>
internal static class CudaErrors
{
    /// <summary>The name of the error of memory that is used up.</summary>
    public const string OutOfMemory = "CUDA_ERROR_OUT_OF_MEMORY";

    private const string FindKernel =
        "run the same command under compute-sanitizer to see which kernel it is, and report it as a bug";

    private static readonly string OtherDevice = $"choose another device with {new Setting("device")}, such as cpu";
    private static readonly string UpdateDriver = $"install a newer NVIDIA driver, or {OtherDevice}";
    private static readonly string StartAnew = $"restart the machine, or {OtherDevice}";

    /// <summary>The driver's name of ILGPU's error, which is a number where ILGPU does not know it.</summary>
    public static string Name(CudaException failure) =>
        int.TryParse(failure.Error, CultureInfo.InvariantCulture, out int number)
            ? CudaDriver.ErrorName(number)
            : failure.Error;

    /// <summary>Whether an error says that the driver refuses a kernel.</summary>
    public static bool IsRefusedKernel(string error) => error is "CUDA_ERROR_INVALID_PTX" or "CUDA_ERROR_INVALID_SOURCE"
        or "CUDA_ERROR_UNSUPPORTED_PTX_VERSION" or "CUDA_ERROR_NO_BINARY_FOR_GPU"
        or "CUDA_ERROR_JIT_COMPILER_NOT_FOUND" or "CUDA_ERROR_STUB_LIBRARY";

    /// <summary>An error as a sentence: "The CUDA driver could not …: why (NAME); what to do."</summary>
    public static string Sentence(string failed, string error, string text) =>
        $"The CUDA driver {failed}: {text.Trim().TrimEnd('.')} ({error}); {Advice(error)}.";

    /// <summary>The lack of a function as a sentence.</summary>
    public static string MissingSentence(string function) =>
        $"The CUDA driver has no function {function}: {UpdateDriver}.";

    /// <summary>What a user can do about an error, worded to follow a colon.</summary>
    public static string Advice(string error) => error switch
    {
        _ when IsRefusedKernel(error) => UpdateDriver,
        OutOfMemory => $"make {new Setting("batch-size")}, the network or the data smaller, or end other programs that "
            + "use the GPU",
        "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH" or "CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE"
            or "CUDA_ERROR_SYSTEM_NOT_READY" or "CUDA_ERROR_ECC_UNCORRECTABLE" or "CUDA_ERROR_UNKNOWN" => StartAnew,
        "CUDA_ERROR_ILLEGAL_ADDRESS" or "CUDA_ERROR_MISALIGNED_ADDRESS" or "CUDA_ERROR_ILLEGAL_INSTRUCTION"
            or "CUDA_ERROR_INVALID_ADDRESS_SPACE" or "CUDA_ERROR_INVALID_PC" or "CUDA_ERROR_LAUNCH_FAILED"
            or "CUDA_ERROR_ASSERT" => FindKernel,
        _ => OtherDevice,
    };
}
