namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>
/// Names a class whose methods with the attribute <see cref="ILGPU.IR.Intrinsics.IntrinsicImplementationAttribute"/>
/// are instructions of NVIDIA's GPUs that ILGPU does not know. Beside each method stands the generator of its PTX,
/// named Generate and the method's name, and, where OpenCL can do without the instruction, a method named Plain and the
/// name.
/// </summary>
/// <param name="type">The class.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class CudaInstructionsAttribute(Type type) : Attribute
{
    /// <summary>The class.</summary>
    public Type Type => type;
}
