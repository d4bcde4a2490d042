namespace IlgpuCnn.Tests.Support;

/// <summary>
/// Names of those products that fast tests compile: every kernel, precision and access once. Those in small tiles take
/// the least time.
/// </summary>
public static class FewProducts
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "ForwardKernel Bf16 64x64 wide-narrow", "ForwardPartKernel Tf32 64x64 narrow-narrow",
        "PooledForwardKernel Fp32 64x64 wide-wide", "PooledForwardPartKernel Tf32 64x64 wide-wide",
        "BackwardInputKernel Bf16 64x64 narrow-narrow", "BackwardInputPartKernel Fp32 64x64 wide-wide",
        "BackwardStridedInputKernel Tf32 64x64 wide-wide", "BackwardWeightPartKernel Fp32 64x64 narrow-wide",
    ];
}
