namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>A stretch of device memory that was allocated.</summary>
internal readonly record struct Allocation(ulong Address, long Bytes)
{
    /// <summary>Whether an address lies in it.</summary>
    public bool Holds(ulong address) => address >= Address && address - Address < (ulong)Bytes;
}
