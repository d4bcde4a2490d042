namespace IlgpuCnn.Bench;

/// <summary>One measured piece of work and the floating-point operations or bytes that it cannot do without.</summary>
internal sealed record Op(string Name, double Amount, bool IsArithmetic, Action Work)
{
    public string Unit => IsArithmetic ? "GFLOP/s" : "GB/s";

    public static Op OfFlops(string name, double flops, Action work) => new(name, flops, true, work);

    public static Op OfBytes(string name, long floats, Action work) => new(name, 4.0 * floats, false, work);
}
