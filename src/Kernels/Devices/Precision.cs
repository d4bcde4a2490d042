namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// The numbers that matrix products multiply. Tensors in memory, sums and weights are float32 whatever the precision.
/// </summary>
public enum Precision
{
    /// <summary>float32, IEEE 754.</summary>
    Fp32,

    /// <summary>float32 rounded to 10 bits of fraction, on tensor cores: NVIDIA's TensorFloat-32.</summary>
    Tf32,

    /// <summary>bfloat16, 7 bits of fraction, on tensor cores.</summary>
    Bf16,
}
