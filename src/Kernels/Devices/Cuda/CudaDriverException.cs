namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>NVIDIA's driver refused something; the message is one sentence for the user, with what to do.</summary>
internal sealed class CudaDriverException : AcceleratorException
{
    /// <summary>Made of what was being done and the driver's name and text of its error.</summary>
    public CudaDriverException(string doing, string error, string text)
        : base(CudaErrors.Sentence($"could not {doing}", error, text))
    {
    }

    /// <inheritdoc/>
    public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;
}
