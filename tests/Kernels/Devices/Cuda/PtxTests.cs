using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu;
using IlgpuCnn.Kernels.Matrix.Gpu.Tiles;
using IlgpuCnn.PtxReport;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Devices.Cuda;

/// <summary>Every kernel that a GPU may run, compiled for NVIDIA GPUs with no driver in sight.</summary>
public sealed partial class PtxTests
{
    private static IEnumerable<TestCaseData> Kernels => ByFamily.Select(Case);

    private static IEnumerable<TestCaseData> AsyncKernels =>
        ByFamily.Where(kernel => kernel.Variant is { Tile.Precision: not Precision.Bf16 }).Select(Case);

    private static IEnumerable<KernelSource> ByFamily => KernelSource.All.OrderBy(kernel => kernel.Family);

    private static IEnumerable<GemmVariant> FewVariants => KernelSource.All
        .Where(kernel => FewProducts.Names.Contains(kernel.Name))
        .Select(kernel => kernel.Variant!.Value);

    [OneTimeTearDown]
    public void CloseCompiler() => PtxCompiler.Close();

    [Test]
    public void Few_OfTheProducts_HaveEveryKernelPrecisionAndAccess() => Assert.Multiple(() =>
    {
        Assert.That(FewVariants.Count(), Is.EqualTo(FewProducts.Names.Count));
        Assert.That(
            FewVariants.Select(few => few.Kernel).Distinct(),
            Is.EquivalentTo(GemmVariant.All.Select(variant => variant.Kernel).Distinct()));
        Assert.That(FewVariants.Select(few => few.Tile.Precision).Distinct(), Is.EquivalentTo(Enum.GetValues<Precision>()));
        Assert.That(FewVariants.Select(few => (few.LeftIsWide, few.RightIsWide)).Distinct().Count(), Is.EqualTo(4));
    });

    [Test]
    public void Kernels_ByReflection_IncludeThoseOfTheGpuEngine() =>
        Assert.That(
            KernelSource.All.Select(kernel => kernel.Method.Name),
            Is.SupersetOf(new[] { "ForwardKernel", "BackwardInputKernel", "BackwardWeightPartKernel", "UpdateKernel" }));

    [TestCaseSource(nameof(Kernels))]
    public void Kernel_ForNvidia_CompilesWithoutDoublesUnknownCallsOrLocalMemory(object source)
    {
        string ptx = PtxCompiler.Compile((KernelSource)source, Assembler.Architectures[^1]);
        Assert.Multiple(() =>
        {
            Assert.That(ptx, Does.Contain(".entry"));
            Assert.That(ptx, Does.Not.Contain(".f64"), "A GPU does doubles at a fraction of its speed.");
            Assert.That(ptx, Does.Not.Contain("FusedMultiplyAdd"), "ILGPU leaves this call for nobody to resolve.");
            Assert.That(ptx, Does.Not.Match(Denormal()), "ILGPU takes (float)(c ? 1 : 0) for a choice of bit patterns.");
            Assert.That(ptx, Does.Not.Contain(".local"), "Local memory is memory: locals belong in registers.");
            Assert.That(ptx, Does.Not.Match(ConditionalUniformBranch()), "The assembler unrolls no such loop.");
            Assert.That(
                Division().Replace(ptx, ""), Does.Not.Contain("cvt.u64.s32"),
                "ILGPU extends the sign of a uint that was an int made from a long; Divisor alone may be given one.");
        });
    }

    // No simulated device copies late, so that none could tell.
    [TestCaseSource(nameof(AsyncKernels))]
    public void Kernel_ThatCopiesAsynchronously_WaitsForItsKTileBeforeItReads(object source)
    {
        KernelSource kernel = (KernelSource)source;
        int stages = kernel.Variant!.Value.Tile.Stages;
        // What stands before the first copy is of the groups that sum a bias, which copy nothing.
        string[] order = [.. SharedMemoryOrder().Matches(PtxCompiler.Compile(kernel, Assembler.Architectures[^1]))
            .Select(match => match.Value)
            .SkipWhile(instruction => instruction != "cp.async.commit_group")];
        string[] expected =
        [
            .. Enumerable.Repeat("cp.async.commit_group", stages - 1), $"cp.async.wait_group {stages - 2}", "bar.sync",
            "cp.async.commit_group",
        ];
        Assert.That(order.Take(expected.Length), Is.EqualTo(expected));
        Assert.That(
            order.Skip(expected.Length), Is.Not.Empty.And.All.EqualTo("ld.shared").Or.EqualTo("ldmatrix.sync"));
    }

    // All but the first group's stand in blocks that a branch passes by: of copies past the end, which no wait follows,
    // some would be under way when the kernel ends.
    [TestCaseSource(nameof(AsyncKernels))]
    public void Kernel_ThatCopiesAsynchronously_CopiesNothingPastTheEndOfItsPart(object source)
    {
        string[] ends = [.. BlockEnd().Split(PtxCompiler.Compile((KernelSource)source, Assembler.Architectures[^1]))
            .SelectMany(block => block.Split("cp.async.commit_group")[..^1])];
        Assert.That(ends[1..], Is.Not.Empty.And.None.Match(Copy()));
    }

    // A driver gets the text in the newest version of PTX that it and ILGPU know. These are the oldest: of CUDA 11.0, the
    // first for sm_80, and of CUDA 11.8, the first for sm_90.
    [TestCase(8, "7.0")]
    [TestCase(9, "7.8")]
    [Category(TestCategories.Exhaustive)]
    public void Kernels_InTheOldestPtxOfTheirTarget_Assemble(int major, string version)
    {
        Assembler assembler = Find();
        CudaArchitecture architecture = Assembler.Architectures.Single(known => known.Major == major);
        foreach (KernelSource kernel in ByFamily.Where(kernel => kernel.Variant is null || FewProducts.Names.Contains(kernel.Name)))
        {
            string ptx = Version().Replace(PtxCompiler.Compile(kernel, architecture), $".version {version}");
            Assert.That(
                () => assembler.Assemble(ptx, Assembler.NameOf(architecture), disassemble: false), Throws.Nothing, kernel.Name);
        }
    }

    // Side by side, since most of it is done by other processes.
    [Parallelizable(ParallelScope.Children)]
    [TestCaseSource(nameof(Kernels))]
    public void Kernel_Assembled_StaysWithinItsRegisters(object source)
    {
        KernelSource kernel = (KernelSource)source;
        Assembler assembler = Find();
        foreach (CudaArchitecture architecture in Assembler.Architectures)
        {
            Assembled made = assembler.Assemble(kernel, architecture, disassemble: kernel.Variant is not null);
            Assert.Multiple(() =>
            {
                Assert.That(made.StackBytes, Is.Zero, $"{made.Architecture}: stack frame");
                Assert.That(made.SpillBytes, Is.Zero, $"{made.Architecture}: spilt registers");
                Assert.That(made.Registers, Is.InRange(1, kernel.RegisterBudget), $"{made.Architecture}: registers");
                Assert.That(made.SharedBytes, Is.LessThanOrEqualTo(48 * 1024), $"{made.Architecture}: shared memory");
            });
            if (kernel.Variant is { } variant)
                CheckCode(variant, made);
        }
    }

    // The inner loop is one k-tile: 16 terms of every sum of the tile.
    private static void CheckCode(GemmVariant variant, Assembled made)
    {
        int products = variant.Tile.Rows * variant.Tile.Columns * KTile.Depth;
        int warps = variant.Tile.Threads / 32;
        bool isAsync = variant.Tile.Precision != Precision.Bf16;
        bool loadsMatrices = variant.Tile.Precision != Precision.Fp32
            && variant.Kernel != nameof(MatrixKernels.BackwardWeightPartKernel);
        Assert.Multiple(() =>
        {
            Assert.That(
                made.Count("HMMA"), Is.EqualTo(variant.Tile.Precision switch
                {
                    Precision.Fp32 => 0,
                    Precision.Tf32 => products / warps / (16 * 8 * 8),
                    _ => products / warps / (16 * 8 * 16),
                }),
                "products of a warp");
            if (variant.Tile.Precision == Precision.Fp32)
            {
                int each = products / variant.Tile.Threads;
                Assert.That(made.Count("FFMA"), Is.InRange(each, each + 4), "products of a thread");
                Assert.That(made.Count("LDS.128"), Is.GreaterThanOrEqualTo(each / 16), "16-byte loads of shared memory");
            }

            Assert.That(made.CountInLoop("LDSM") > 0, Is.EqualTo(loadsMatrices), "loads of matrices");
            Assert.That(made.LoopLength, Is.InRange(1, LoopBudget(variant, made)), "instructions a k-tile");
            Assert.That(made.Count("LDGSTS") > 0, Is.EqualTo(isAsync), "copies that pass by the registers");
            bool isWide = variant is { LeftIsWide: true, RightIsWide: true };
            if (isWide && isAsync)
                Assert.That(made.Count("LDGSTS.E.BYPASS.128"), Is.EqualTo(made.Count("LDGSTS")), "of 16 bytes");
            if (isWide && !isAsync)
                Assert.That(made.Count("LDG.E.128"), Is.GreaterThan(0), "loads of 16 bytes");
        });
    }

    // Products, their loads and roundings; the addresses of each vector access by which a thread copies, four times that
    // where its elements are read one by one; and what is done once a k-tile. Rounding on the way takes more.
    private static int LoopBudget(GemmVariant variant, Assembled made)
    {
        const int MostAKTile = 48;
        int mostAnAccess = variant.Tile.Precision == Precision.Bf16 ? 40 : 30;
        int accesses = (int)Math.Ceiling(
            (variant.Tile.Rows + variant.Tile.Columns) * KTile.Depth / 4.0 / variant.Tile.Threads);
        int reads = variant is { LeftIsWide: true, RightIsWide: true } ? 1 : 4;
        int roundings = variant.Tile.Precision == Precision.Tf32
            ? made.CountInLoop("F2FP") + (2 * made.CountInLoop("FSETP")) : 0;
        return made.CountInLoop("HMMA") + made.CountInLoop("FFMA") + made.CountInLoop("LDS") + made.CountInLoop("LDSM")
            + roundings + (mostAnAccess * reads * accesses) + MostAKTile;
    }

    private static TestCaseData Case(KernelSource kernel)
    {
        TestCaseData data = new TestCaseData(kernel).SetArgDisplayNames(kernel.Name);
        return kernel.Variant is null || FewProducts.Names.Contains(kernel.Name)
            ? data : data.SetCategory(TestCategories.Exhaustive);
    }

    private static Assembler Find()
    {
        string? ptxas = Environment.GetEnvironmentVariable("ILGPUCNN_PTXAS");
        if (!File.Exists(ptxas))
            Assert.Ignore("Set ILGPUCNN_PTXAS to the path of NVIDIA's ptxas to assemble the kernels.");
        return new Assembler(ptxas);
    }

    // No kernel has a use for a float constant under 1e-38 other than 0.
    [GeneratedRegex("0f(?!00000000)00[0-7][0-9A-F]{5}")]
    private static partial Regex Denormal();

    [GeneratedRegex(@"cp\.async\.commit_group|cp\.async\.wait_group \d+|bar\.sync|ld\.shared|ldmatrix\.sync")]
    private static partial Regex SharedMemoryOrder();

    [GeneratedRegex(@"\bbra\b|(?m)^L_\d+:")]
    private static partial Regex BlockEnd();

    [GeneratedRegex(@"cp\.async\.c[ag]")]
    private static partial Regex Copy();

    [GeneratedRegex(@"(?m)^\.version \d+\.\d+")]
    private static partial Regex Version();

    // Divisor.Divide of such a number: the product with the multiplier, shifted.
    [GeneratedRegex(
        @"cvt\.u64\.s32\t(%rd\d+), %r\d+;\s+cvt\.u64\.u32\t(%rd\d+), %r\d+;\s+mul\.lo\.s64\t(%rd\d+), \1, \2;\s+"
        + @"and\.b32\t(%r\d+), %r\d+, 63;\s+shr\.u64\t%rd\d+, \3, \4;")]
    private static partial Regex Division();

    [GeneratedRegex(@"@!?%p\d+ bra\.uni")]
    private static partial Regex ConditionalUniformBranch();
}
