using System.Buffers.Binary;
using IlgpuCnn.PtxReport;
using IlgpuCnn.PtxReport.Roofline;

namespace IlgpuCnn.Tests.Roofline;

/// <summary>Made-up cards, launches and kernels, with round numbers.</summary>
internal static class RooflineCases
{
    /// <summary>
    /// 10 multiprocessors at 1 GHz, so that a cycle is a nanosecond: 100 bytes of memory and 500 of the second-level cache
    /// in each, and 1,000 multiply-adds of tf32 on a multiprocessor.
    /// </summary>
    public static Card Card { get; } = new(
        "made-up", "sm_80", 10, 1, 100, 500, 600, 1, 100, 1024, 8, 40, 80, 0.5, 400, 200);

    /// <summary>A product's loop, of 8 instructions with 2 multiplications of tensor cores, and 4 instructions around it.</summary>
    public static Assembled Product { get; } = Made(
        "MOV R1, R2", "LDG.E R3, desc[UR4][R2.64]", ".L_x_0:", "LDGSTS.E.BYPASS.128 [R4], desc[UR4][R6.64]",
        "@!P1 LDS R8, [R9]", "LDS.64 R8, [R9]", "HMMA.1688.F32.TF32 R4, R8, R6, R4", "HMMA.1688.F32.TF32 R4, R8, R6, R4",
        "IADD3 R1, R1, 0x1, RZ", "BAR.SYNC.DEFER_BLOCKING 0x0", "@!P0 BRA `(.L_x_0)", "STG.E desc[UR4][R2.64], R4", "EXIT", "NOP");

    /// <summary>A kernel with a loop of 3 instructions that loads 8 bytes a thread, and 3 instructions around it.</summary>
    public static Assembled Items { get; } = Made(
        "MOV R1, R2", ".L_x_0:", "LDG.E.64 R3, desc[UR4][R2.64]", "FADD R5, R3, R5", "@!P0 BRA `(.L_x_0)",
        "STG.E desc[UR4][R2.64], R5", "EXIT");

    public static Launch Launch(int blocks, int threads = 32, params byte[] arguments) =>
        new(1, "Kernel_MadeUpKernel", (blocks, 1, 1), threads, 0, arguments, 0);

    /// <summary>Arguments one after the other: int as four bytes, long and ulong as eight.</summary>
    public static byte[] Arguments(params object[] values)
    {
        List<byte> bytes = [];
        foreach (object value in values)
        {
            byte[] packed = new byte[value is int ? sizeof(int) : sizeof(long)];
            if (value is int small)
                BinaryPrimitives.WriteInt32LittleEndian(packed, small);
            else
                BinaryPrimitives.WriteInt64LittleEndian(packed, Convert.ToInt64(value, null));
            bytes.AddRange(packed);
        }

        return [.. bytes];
    }

    private static Assembled Made(params string[] lines) => new(
        "sm_80", 32, 0, 0, 0, string.Join('\n', lines.Select(line => line.EndsWith(':') ? line : $"        /*0010*/ {line} ;")));
}
