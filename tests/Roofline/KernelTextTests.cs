using IlgpuCnn.PtxReport.Roofline;

namespace IlgpuCnn.Tests.Roofline;

public sealed class KernelTextTests
{
    // As ILGPU writes it, of a kernel that reads left, reads and writes total, only passes unused on, and reads shape.
    private const string Ptx = """
        .visible .func Stub(.param .b32 _value_1) { ret; }
        .visible .entry Kernel_MadeUpKernel(
        	.param .b32 _i_619,
        	.param .align 4 .b8 _shape_620[12],
        	.param .align 8 .b8 _left_624[16],
        	.param .align 8 .b8 _total_633[16],
        	.param .align 8 .b8 _unused_640[16]
        )
        {
        	.reg .b64	%rd<8>;
        	ld.param.b32	%r3, [_i_619];
        	ld.param.b32	%r4, [_shape_620+4];
        	ld.param.b64	%rd5, [_left_624];
        	cvta.to.global.u64	%rd1, %rd5;
        	ld.param.b64	%rd2, [_left_624+8];
        	ld.param.b64	%rd5, [_total_633];
        	cvta.to.global.u64	%rd3, %rd5;
        	ld.param.b64	%rd5, [_unused_640];
        	cvta.to.global.u64	%rd7, %rd5;
        	mul.wide.u32	%rd6, %r3, 8;
        	add.u64	%rd5, %rd3, %rd6;
        	@%p1 ld.global.v2.f32	{%f2, %f3}, [%rd5+8];
        	add.u64	%rd6, %rd1, %rd2;
        	{ .reg .b64 global64; mov.b64 global64, %rd6; cp.async.cg.shared.global [shared32], [global64], 16, count; }
        	st.global.f32	[%rd5], %f5;
        	ret;
        }
        """;

    private static readonly KernelText Text = new(Ptx);

    [Test]
    public void Views_OfAKernel_SayWhatIsReadAndWritten() => Assert.That(
        Text.Views,
        Is.EqualTo(new[] { new ViewUse("left", 16, 4, IsRead: true, IsWritten: false), new ViewUse("total", 32, 4, true, true) }));

    [Test]
    public void Find_Parameters_LieAsInC()
    {
        Assert.That(Text.Find("i"), Is.EqualTo((0, 4)));
        Assert.That(Text.Find("shape"), Is.EqualTo((4, 12)));
        Assert.That(Text.Find("unused"), Is.EqualTo((48, 16)));
        Assert.That(Text.Find("value"), Is.Null);
    }

    [Test]
    public void Argument_OfALaunch_IsReadByItsName()
    {
        Launch launch = RooflineCases.Launch(1, 32, RooflineCases.Arguments(7, 1, 2, 3));
        Assert.That(Text.Argument(launch, "i"), Is.EqualTo(7));
        Assert.That(Text.Argument(launch, "shape"), Is.Null);
    }

    [Test]
    public void Length_OfAKernel_CountsInstructionsAlone() => Assert.That(Text.Length, Is.EqualTo(17));
}
