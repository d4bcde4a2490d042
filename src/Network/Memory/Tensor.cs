namespace IlgpuCnn.Network.Memory;

/// <summary>A stretch of device memory that some of a network's operations need.</summary>
/// <param name="Name">For tables: conv1.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Length">Elements, of four bytes each.</param>
/// <param name="First">Number of the first operation that touches it.</param>
/// <param name="Last">Number of the last one; from there on its bytes may be another's.</param>
public sealed record Tensor(string Name, TensorUse Use, long Length, int First, int Last)
{
    /// <summary>Its bytes.</summary>
    public long Bytes => Length * sizeof(float);

    /// <summary>One that is kept from step to step.</summary>
    public static Tensor Kept(string name, TensorUse use, long length) => new(name, use, length, 0, int.MaxValue);

    /// <summary>Whether some operation needs both.</summary>
    public bool LivesWith(Tensor other) => First <= other.Last && other.First <= Last;
}
