using IlgpuCnn.PtxReport.Roofline;

namespace IlgpuCnn.Tests.Roofline;

public sealed class StaticCountsTests
{
    private const long Address = 0x1000;

    private static readonly StaticCounts Counts = new([new Allocation(Address, 1 << 20)]);

    private static readonly KernelText Product = Text(
        ".param .align 4 .b8 _extents_3[16],\n.param .align 8 .b8 _x_4[16],\n.param .align 8 .b8 _y_5[16]", "x", "y");

    private static readonly KernelText Items = Text(
        ".param .b32 _length_1,\n.param .b32 _partCount_2,\n.param .align 8 .b8 _parts_4[16],\n.param .align 8 .b8 _total_5[16]",
        "parts", "total");

    // 50×40 by tiles of 64×64 of 128 threads; a depth of 45 in parts of 32: two k-tiles of 16, then one.
    private static readonly Launch ProductLaunch = RooflineCases.Launch(
        1, 128, RooflineCases.Arguments(50, 40, 45, 32, Address, 300L, Address + 4096, 100_000L)) with
    {
        Grid = (1, 1, 2),
    };

    [Test]
    public void Of_AProduct_PassesThroughItsLoopForEachKTile()
    {
        LaunchCounts counts = Counts.Of(ProductLaunch, Product, RooflineCases.Product);
        double warps = 2 * 4;
        Assert.Multiple(() =>
        {
            Assert.That(counts.WantedTerms, Is.EqualTo(50 * 40 * 45));
            Assert.That(counts.Barriers, Is.EqualTo(1.5));
            Assert.That(counts.TensorTerms, Is.EqualTo(warps * 1.5 * 2 * 1024));
            Assert.That(counts.Instructions, Is.EqualTo(warps * (4 + (1.5 * 8))));
            Assert.That(counts.WarpInstructions, Is.EqualTo(4 + (1.5 * 8)));
            Assert.That(counts.SharedBytes, Is.EqualTo(warps * 1.5 * (512 + 128 + 256)));
            Assert.That(counts.CacheBytes, Is.EqualTo((warps * 1.5 * 512) + (4 * 50 * 40 * 2)));
            Assert.That(counts.IsBf16, Is.False);
        });
    }

    [Test]
    public void Of_AProduct_WritesItsPartsAndNoMore() => Assert.That(
        Counts.Of(ProductLaunch, Product, RooflineCases.Product).Touched,
        Is.EqualTo(new[] { new Allocation(Address, 1200), new Allocation(Address + 4096, 4 * 50 * 40 * 2) }));

    // 64 threads read 128 sums of 3 parts, 8 bytes a pass: 3 passes.
    [Test]
    public void Of_AnyOtherKernel_PassesThroughItsLoopUntilItsViewsAreRead()
    {
        Launch launch = RooflineCases.Launch(
            1, 64, RooflineCases.Arguments(128, 3, Address, 100_000L, Address + 8192, 128L));
        LaunchCounts counts = Counts.Of(launch, Items, RooflineCases.Items);
        Assert.Multiple(() =>
        {
            Assert.That(counts.WantedTerms, Is.Zero);
            Assert.That(counts.WarpInstructions, Is.EqualTo(3 + (3 * 3)));
            Assert.That(counts.Instructions, Is.EqualTo(2 * (3 + (3 * 3))));
            Assert.That(counts.LoadsInTurn, Is.EqualTo(4));
            Assert.That(counts.CacheBytes, Is.EqualTo((128 * 3 * 4) + (128 * 4)));
        });
    }

    [Test]
    public void Of_AViewThatIsLongerThanItsMemory_EndsWithThat()
    {
        Launch launch = RooflineCases.Launch(
            1, 64, RooflineCases.Arguments(128, 3, Address, 100_000L, Address + (1 << 20) - 8, 128L));
        Assert.That(Counts.Of(launch, Items, RooflineCases.Items).Touched[1].Bytes, Is.EqualTo(8));
    }

    [Test]
    public void Of_WhatWasCounted_TakesTheCounts()
    {
        Launch launch = ProductLaunch with { Counted = new CountedWork(1000, 77, 600, 50) };
        LaunchCounts counts = new CountedCounts(Counts).Of(launch, Product, RooflineCases.Product);
        Assert.Multiple(() =>
        {
            Assert.That(counts.Instructions, Is.EqualTo(1000));
            Assert.That(counts.SharedBytes, Is.EqualTo(77));
            Assert.That(counts.CacheBytes, Is.EqualTo(650));
            Assert.That(counts.Touched.Select(stretch => stretch.Bytes), Is.EqualTo(new long[] { 600, 50 }));
            Assert.That(counts.WantedTerms, Is.EqualTo(50 * 40 * 45));
        });
    }

    [Test]
    public void Of_CountsOfPtxThatBecameShorter_TakesAsManyFewer()
    {
        Launch launch = ProductLaunch with { Counted = new CountedWork(2400, 0, 1e9, 0) };
        KernelText longer = new(Ptx(".param .align 4 .b8 _extents_3[16],\n.param .align 8 .b8 _x_4[16],\n.param .align 8 .b8 _y_5[16]", "x", "y")
            .Replace("ret;", string.Concat(Enumerable.Repeat("add.s32 %r1, %r1, 1;\n", 17)) + "ret;", StringComparison.Ordinal));
        LaunchCounts counts = new CountedCounts(Counts).Of(launch, longer, RooflineCases.Product);
        Assert.That(longer.Length, Is.EqualTo(24));
        Assert.That(counts.Instructions, Is.EqualTo(1200));
        Assert.That(counts.CacheBytes, Is.EqualTo(Counts.Of(launch, longer, RooflineCases.Product).CacheBytes));
    }

    private static KernelText Text(string parameters, string read, string written) => new(Ptx(parameters, read, written));

    // A kernel that reads the first view and writes the second.
    private static string Ptx(string parameters, string read, string written) => $$"""
        .visible .entry Kernel_MadeUpKernel(
        {{parameters}}
        )
        {
        ld.param.b64 %rd1, [_{{read}}_4];
        cvta.to.global.u64 %rd2, %rd1;
        ld.global.f32 %f1, [%rd2];
        ld.param.b64 %rd1, [_{{written}}_5];
        cvta.to.global.u64 %rd2, %rd1;
        st.global.f32 [%rd2], %f1;
        ret;
        }
        """;
}
