using IlgpuCnn.PtxReport.Roofline;

namespace IlgpuCnn.Tests.Roofline;

public sealed class WarpWorkTests
{
    [TestCase("HMMA.1688.F32.TF32 R4, R8, R6, R4", 1, 1024, 0, 0, 0, 0)]
    [TestCase("HMMA.16816.F32.BF16 R4, R8, R6, R4", 1, 2048, 0, 0, 0, 0)]
    [TestCase("FFMA R76, R16.reuse, R20, R76", 1, 0, 32, 0, 0, 0)]
    [TestCase("HFMA2.MMA R5, -RZ, RZ, 0, 0", 1, 0, 0, 0, 0, 0)]
    [TestCase("@!P1 LDS.128 R16, [R16]", 1, 0, 0, 512, 0, 0)]
    [TestCase("LDSM.16.M88.4 R16, [R16]", 1, 0, 0, 512, 0, 0)]
    [TestCase("STS [R16], R4", 1, 0, 0, 128, 0, 0)]
    [TestCase("@P0 LDGSTS.E.BYPASS.128 [R4], desc[UR4][R6.64]", 1, 0, 0, 512, 512, 0)]
    [TestCase("LDG.E.U8.CONSTANT R4, desc[UR4][R6.64]", 1, 0, 0, 0, 32, 0)]
    [TestCase("STG.E.64 desc[UR4][R6.64], R4", 1, 0, 0, 0, 0, 256)]
    [TestCase("NOP", 0, 0, 0, 0, 0, 0)]
    public void Of_AnInstruction_KnowsItsTermsAndBytes(
        string instruction, int count, double tensor, double fma, double shared, double load, double store) =>
        Assert.That(WarpWork.Of([instruction]), Is.EqualTo(new WarpWork(count, tensor, fma, shared, load, store)));
}
