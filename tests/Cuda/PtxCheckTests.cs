using IlgpuCnn.Tests.Cuda.FakeDriver;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda;

/// <summary>
/// Kernels in PTX that are wrong in one way each, which the fake driver must find, and some that only look so, which it
/// must run.
/// </summary>
[Category(TestCategories.Exhaustive)]
public sealed class PtxCheckTests : InTemporaryFolder
{
    // Of each thread's word, without a wait.
    private const string Copy = "cp.async.ca.shared.global [%r2], [%rd4], 4, 4; cp.async.commit_group; ";

    private static readonly TestCaseData[] Faults =
    [
        Fault("a race in shared memory", "since the last barrier",
            "st.shared.f32 [%rd7], %f1; ld.shared.f32 %f2, [%rd6+4];"),
        Fault("a write after another's read", "another thread has read",
            "st.shared.f32 [%rd7], %f1; bar.sync 0; ld.shared.f32 %f2, [%rd6]; st.shared.f32 [%rd7], %f1;"),
        Fault("shared memory that is not written", "shared memory that nobody wrote", "ld.shared.f32 %f2, [%rd7];"),
        Fault("shared memory outside the array", "outside the arrays", "st.shared.f32 [%rd7+1024], %f1;"),
        Fault("global memory that is not written", "global memory that nobody wrote", "ld.global.f32 %f2, [%rd5];"),
        Fault("a race in global memory", "another thread of its group wrote, too", "st.global.f32 [%rd2], %f1;"),
        Fault("a race of groups", "another group of this launch wrote, too", "st.global.f32 [%rd5], %f1;", groups: 2),
        Fault("what another group has read", "another group of this launch has read",
            "mov.b32 %r3, %ctaid.x; setp.eq.s32 %p1, %r3, 0; @%p1 ret; st.global.f32 [%rd4], %f1;", groups: 2),
        Fault("an address that is not aligned", "not aligned", "ld.global.f32 %f2, [%rd4+2];"),
        Fault("an address outside the allocation", "outside of what is allocated", "ld.global.f32 %f2, [%rd4+4096];"),
        Fault("a register that is not written", "register that nobody wrote", "add.s32 %r3, %r9, 1;"),
        Fault("a register that is written on one way only", "register that nobody wrote",
            "setp.lt.s32 %p1, %r1, 9; @%p1 bra SET; bra DONE; SET: mov.b32 %r9, 1; DONE: add.s32 %r3, %r9, 1;"),
        Fault("a barrier for a part of a warp", "not at the barrier",
            "setp.lt.s32 %p1, %r1, 9; @!%p1 bra DONE; bar.sync 0; DONE:"),
        Fault("a barrier that some have ended before", "has ended while others wait",
            "setp.lt.s32 %p1, %r1, 32; @!%p1 ret; bar.sync 0;"),
        Fault("two barriers", "another barrier",
            "setp.lt.s32 %p1, %r1, 32; @!%p1 bra OTHER; bar.sync 0; bra DONE; OTHER: bar.sync 0; DONE:"),
        Fault("a copy that is not waited for", "under way", Copy + "ld.shared.f32 %f2, [%rd7]; cp.async.wait_group 0;"),
        Fault("a copy that another thread waited for", "since the last barrier",
            Copy + "cp.async.wait_group 0; ld.shared.f32 %f2, [%rd6];"),
        Fault("a copy that is under way at the end", "ends with a copy under way", Copy),
        Fault("a shuffle without a lane", "members",
            "setp.lt.s32 %p1, %r1, 9; @!%p1 bra DONE; shfl.sync.bfly.b32 %r3, %r1, 1, 31, 0xffffffff; DONE:"),
        Fault("a product without a lane", "takes a whole warp",
            "setp.lt.s32 %p1, %r1, 9; @!%p1 bra DONE; "
            + "ldmatrix.sync.aligned.m8n8.x1.shared.b16 {%r3}, [%r2]; DONE:"),
    ];

    [TestCaseSource(nameof(Faults))]
    public void Kernel_WithAFault_IsReported(string sentence, string body, int groups)
    {
        FakeRun run = Run(body, groups);
        Assert.That(run.Result.Output.Trim(), Is.EqualTo("CUDA_ERROR_LAUNCH_FAILED"), run.Result.Error);
        string line = run.Of("fault").Single().Line;
        Assert.That(line, Does.Contain(sentence).And.Contain("entry=Kernel ").And.Match(@"line=1\d ").And.Contain("group=")
            .And.Contain("thread="));
    }

    [Test]
    public void Kernel_OfAnUnknownInstruction_IsRefusedWithItsLine()
    {
        FakeRun run = Run("frobnicate.b32 %r3, %r1;");
        Assert.That(run.Of("refused").Single().Line, Does.Contain("line 14").And.Contain("frobnicate.b32"));
    }

    // The loop that the lanes leave one after the other stands behind the barrier in the text, before it in time.
    [Test]
    public void Kernel_WhoseLanesPart_MeetsAgainBeforeTheBarrier()
    {
        FakeRun run = Run("""
            mov.b32 %r3, 0; setp.lt.s32 %p1, %r1, 40; @%p1 bra LOOP;
            JOIN: st.shared.b32 [%rd7], %r3; bar.sync 0; xor.b32 %r4, %r1, 63; mul.wide.u32 %rd9, %r4, 4;
            add.u64 %rd9, %rd6, %rd9; ld.shared.b32 %r5, [%rd9]; cvt.rn.f32.s32 %f2, %r5; st.global.f32 [%rd5], %f2; ret;
            LOOP: setp.ge.s32 %p2, %r3, %r1; @%p2 bra JOIN; add.s32 %r3, %r3, 1; bra LOOP;
            """);
        Assert.That(Numbers(run), Is.EqualTo(Enumerable.Range(0, 64).Select(i => 63 - i < 40 ? 63f - i : 0f)));
    }

    [Test]
    public void Kernel_OfAShuffle_AddsUpItsWarp()
    {
        string step(int distance) => $"mov.b32 %r4, %f1; shfl.sync.bfly.b32 %r5, %r4, {distance}, 31, 0xffffffff; "
            + "mov.b32 %f2, %r5; add.f32 %f1, %f1, %f2; ";
        FakeRun run = Run(step(1) + step(2) + step(4) + step(8) + step(16) + "st.global.f32 [%rd5], %f1;");
        Assert.That(Numbers(run), Is.EqualTo(Enumerable.Repeat(496f, 32).Concat(Enumerable.Repeat(1520f, 32))));
    }

    // Four matrices of 8 rows of 16 bytes, as words: 4 rows of a float each.
    [Test]
    public void Kernel_OfLdmatrix_GetsTheWordOfItsRow()
    {
        FakeRun run = Run("""
            st.shared.f32 [%rd7], %f1; bar.sync 0; and.b32 %r3, %r1, 31; mul.lo.s32 %r3, %r3, 16; cvt.u32.u64 %r4, %rd6;
            and.b32 %r5, %r3, 240; add.s32 %r4, %r4, %r5;
            ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%r6, %r7, %r8, %r9}, [%r4]; mov.b32 %f2, %r7;
            st.global.f32 [%rd5], %f2;
            """);
        Assert.That(Numbers(run).Take(32), Is.EqualTo(Enumerable.Range(0, 32).Select(i => 32f + i)));
    }

    // The element is 512 as a float.
    [Test]
    public void Kernel_OfAtomicOperations_CountsAll()
    {
        FakeRun run = Run("""
            atom.global.add.u32 %r4, [%rd1+2048], 1; sub.s32 %r6, %r4, 0f44000000; cvt.rn.f32.s32 %f2, %r6;
            st.global.f32 [%rd5], %f2;
            """);
        Assert.That(Numbers(run).Order(), Is.EqualTo(Enumerable.Range(0, 64).Select(i => (float)i)));
    }

    private static TestCaseData Fault(string name, string sentence, string body, int groups = 1) =>
        new TestCaseData(sentence, body, groups).SetArgDisplayNames(name);

    private static float[] Numbers(FakeRun run)
    {
        Assert.That(run.Of("fault").Select(fault => fault.Line), Is.Empty);
        return [.. run.Result.Output.Split(' ').Select(n => float.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
    }

    private FakeRun Run(string body, int groups = 1)
    {
        string file = Folder.File("kernel.ptx");
        File.WriteAllText(file, PtxProgram.Text(body));
        return FakeCudaDriver.RunTests(null, "EXECUTE=1", "--ptx", file, $"{groups}", "64");
    }
}
