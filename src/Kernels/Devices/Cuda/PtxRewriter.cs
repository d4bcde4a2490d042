using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;

namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>
/// The changes to ILGPU's text before a driver reads it. The branches at the end of loops are no longer marked as
/// uniform, which keeps the assembler from unrolling them, and so from keeping small arrays in registers; the mark of a
/// debug build, which ILGPU sets along with the lines of the source, is removed; and numbers are rounded to tf32 the
/// way that takes the GPU the fewest instructions.
/// </summary>
internal static partial class PtxRewriter
{
    // PTX for this one means the same on all later ones; ILGPU's stops at sm_80.
    private static readonly CudaArchitecture Hopper = CudaArchitecture.SM_90;

    /// <summary>
    /// The text for a GPU. From sm_90 on one instruction rounds to tf32, half to even. Before, ptxas makes three of
    /// cvt.rna: whether the number is finite, half a unit added to its bits, and the bits that tf32 lacks cleared,
    /// which a tensor core does not look at: the last one is left out here.
    /// </summary>
    /// <param name="ptx">The text as ILGPU gives it.</param>
    /// <param name="architecture">The GPU's architecture.</param>
    public static string Rewrite(string ptx, CudaArchitecture architecture)
    {
        string text = DebugTarget().Replace(UniformBranch().Replace(ptx, "$1bra"), "$1");
        return architecture < Hopper
            ? Rounding().Replace(
                text,
                "{ .reg .f32 size; .reg .pred finite; abs.f32 size, $2; setp.lt.f32 finite, size, 0f7F800000; "
                + "mov.b32 $1, $2; @finite add.u32 $1, $1, 0x1000; }")
            : Rounding().Replace(Target().Replace(text, ".target sm_90"), "cvt.rn.tf32.f32 $1, $2;");
    }

    [GeneratedRegex(@"(?m)^(\.target sm_\d+a?), debug\s*$")]
    private static partial Regex DebugTarget();

    [GeneratedRegex(@"(?m)^\.target sm_80\b")]
    private static partial Regex Target();

    [GeneratedRegex(@"(@!?%p\d+ )bra\.uni\b")]
    private static partial Regex UniformBranch();

    [GeneratedRegex(@"cvt\.rna\.tf32\.f32 (%\w+), (%\w+);")]
    private static partial Regex Rounding();
}
