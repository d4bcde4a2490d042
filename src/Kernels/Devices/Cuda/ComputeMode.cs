using ILGPU.Runtime.Cuda;

namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>
/// The compute mode of a GPU: who may use it at once, as its administrator has set by <c>nvidia-smi --compute-mode</c>.
/// </summary>
internal static class ComputeMode
{
    private const int ExclusiveProcess = 3;

    /// <summary>Whether a GPU takes only one context at a time, whichever program opens it.</summary>
    public static bool IsExclusive(Device device) => device is CudaDevice cuda
        && CudaAPI.CurrentAPI.GetDeviceAttribute(DeviceAttributeKind.CU_DEVICE_ATTRIBUTE_COMPUTE_MODE, cuda.DeviceId)
            == ExclusiveProcess;
}
