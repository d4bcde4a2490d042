namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>An error of NVIDIA's driver; the message is one sentence for the user, with what to do.</summary>
internal sealed class CudaDriverException : AcceleratorException
{
    /// <summary>An error made of what was being done, and of the driver's name and text of its error.</summary>
    public CudaDriverException(string doing, string error, string text)
        : base(CudaErrors.Sentence($"could not {doing}", error, text))
    {
    }

    /// <inheritdoc/>
    public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;
}
