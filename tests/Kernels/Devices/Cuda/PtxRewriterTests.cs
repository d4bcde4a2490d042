using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.Tests.Kernels.Devices.Cuda;

/// <summary>What is changed in ILGPU's text for a GPU.</summary>
public sealed class PtxRewriterTests
{
    private const string Text = """
        .version 8.4
        .target sm_80, debug
        .address_size 64
        	@%p3 bra.uni	L_1;
        	bra.uni	L_2;
        	cvt.rna.tf32.f32 %r185, %f65;
        """;

    [Test]
    public void Rewrite_ForHopper_RoundsByOneInstructionOfItsOwn() => Assert.That(
        PtxRewriter.Rewrite(Text, CudaArchitecture.SM_90), Is.EqualTo("""
            .version 8.4
            .target sm_90
            .address_size 64
            	@%p3 bra	L_1;
            	bra.uni	L_2;
            	cvt.rn.tf32.f32 %r185, %f65;
            """));

    [TestCase(8, 0)]
    [TestCase(8, 9)]
    public void Rewrite_ForAmpere_KeepsTheTargetAndLeavesTheLastBits(int major, int minor)
    {
        string text = PtxRewriter.Rewrite(Text, new CudaArchitecture(major, minor));
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain(".target sm_80\n"));
            Assert.That(text, Does.Not.Contain("cvt.rna"));
            Assert.That(text, Does.Contain("mov.b32 %r185, %f65; @finite add.u32 %r185, %r185, 0x1000;"));
        });
    }

    [Test]
    public void Rewrite_ForALaterGpu_IsThatForHopper() => Assert.That(
        PtxRewriter.Rewrite(Text, CudaArchitecture.SM_100),
        Is.EqualTo(PtxRewriter.Rewrite(Text, CudaArchitecture.SM_90)));
}
