namespace IlgpuCnn.Kernels.Devices;

/// <summary>Which of ILGPU's back ends drives a device.</summary>
public enum DeviceKind
{
    /// <summary>An NVIDIA GPU.</summary>
    Cuda,

    /// <summary>Any device with an OpenCL driver.</summary>
    OpenCL,

    /// <summary>This machine's processor.</summary>
    Cpu,
}
