using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Tests.Kernels.Matrix;

/// <summary>Shapes that both poolings are tested on, odd and unequal so that swapped indices show.</summary>
internal static class PoolCases
{
    public static readonly PoolShape[] All =
    [
        PoolShape.Create(3, 7, 5, 17, 2, 2, Padding.Valid, 2), // last row and column in no window
        PoolShape.Create(3, 7, 5, 17, 3, 2, Padding.Valid, 1), // overlap
        PoolShape.Create(3, 7, 5, 17, 3, 3, new Padding(1), 2), // overlap with padding
        PoolShape.Create(3, 7, 5, 17, 2, 3, new Padding(1), 3), // padding without overlap
        PoolShape.Create(2, 8, 9, 3, 1, 2, Padding.Valid, 3), // gaps between windows
        PoolShape.Create(2, 5, 8, 3, 2, 2, Padding.Same, 2), // padding at the bottom alone
        PoolShape.Create(2, 5, 8, 3, 4, 2, Padding.Same, 1), // asymmetric overlap
        PoolShape.Global(3, 7, 5, 17),
    ];
}
