using IlgpuCnn.PtxReport.Roofline;

namespace IlgpuCnn.Tests.Roofline;

public sealed class OccupancyTests
{
    [TestCase(128, 96, 0, 5, TestName = "Blocks_OfManyRegisters_ShareThose")]
    [TestCase(128, 97, 0, 4, TestName = "Blocks_OfARegisterMore_GetAUnitMore")]
    [TestCase(128, 32, 44544, 5, TestName = "Blocks_OfMuchSharedMemory_ShareThat")]
    [TestCase(256, 16, 0, 8, TestName = "Blocks_OfManyThreads_ShareThose")]
    [TestCase(32, 16, 0, 32, TestName = "Blocks_OfNothing_AreAsManyAsThereMayBe")]
    [TestCase(1024, 255, 0, 1, TestName = "Blocks_ThatDoNotFit_AreOne")]
    public void BlocksPerMultiprocessor(int threads, int registers, int sharedBytes, int blocks) =>
        Assert.That(
            Occupancy.BlocksPerMultiprocessor(Card.Find("h100"), threads, registers, sharedBytes), Is.EqualTo(blocks));
}
