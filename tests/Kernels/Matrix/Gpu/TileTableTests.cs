using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix.Gpu.Operands;
using IlgpuCnn.Kernels.Matrix.Gpu.Plans;

namespace IlgpuCnn.Tests.Kernels.Matrix.Gpu;

public sealed class TileTableTests
{
    private const string Lines = """
        gpu,precision,pass,rows,columns,depth,tile
        nvidia h100,tf32,forward,50176,64,288,64x64
        nvidia h100,tf32,forward,802816,64,288,256x64
        nvidia h100,tf32,backwardweight,288,64,50176,128x32
        """;

    private static readonly TileTable Table = TileTable.Parse(Lines, "NVIDIA H100");

    [TestCase(50176, 64, 288, "64x64", TestName = "the measured shape")]
    [TestCase(100352, 64, 288, "64x64", TestName = "twice the batch")]
    [TestCase(401408, 64, 288, "256x64", TestName = "nearer to the larger batch")]
    public void Choose_MeasuredLayer_TakesTheNearestBatch(int rows, int columns, int depth, string tile) => Assert.That(
        Table.Choose(Precision.Tf32, GemmPass.Forward, new GemmExtents(rows, columns, depth, depth), small: false).Name,
        Is.EqualTo(tile));

    [TestCase(1000, 64, 288, GemmPass.Forward, TestName = "a batch of another order")]
    [TestCase(50176, 64, 144, GemmPass.Forward, TestName = "another layer")]
    [TestCase(50176, 64, 288, GemmPass.BackwardInput, TestName = "another pass")]
    [TestCase(144, 64, 50176, GemmPass.BackwardWeight, TestName = "another layer's weights")]
    public void Choose_NotMeasured_IsTheDefault(int rows, int columns, int depth, object pass)
    {
        GemmExtents extents = new(rows, columns, depth, depth);
        Assert.That(
            Table.Choose(Precision.Tf32, (GemmPass)pass, extents, small: false),
            Is.EqualTo(TileChoice.Of(Precision.Tf32, extents, small: false)));
    }

    [Test]
    public void Choose_SmallWanted_PassesByLargeTiles()
    {
        GemmExtents extents = new(802816, 64, 288, 288);
        Assert.That(Table.Choose(Precision.Tf32, GemmPass.Forward, extents, small: true).IsSmall, Is.True);
    }

    [Test]
    public void Parse_OtherGpu_HasNoLines()
    {
        GemmExtents extents = new(288, 64, 50176, 50176);
        Assert.That(
            TileTable.Parse(Lines, "another").Choose(Precision.Tf32, GemmPass.BackwardWeight, extents, small: false),
            Is.EqualTo(TileChoice.Of(Precision.Tf32, extents, small: false)));
    }

    [TestCase("nvidia h100,tf32,forward,50176,64,288,60x60")]
    [TestCase("nvidia h100,fp64,forward,50176,64,288,64x64")]
    [TestCase("nvidia h100,tf32,forward,50176,64,64x64")]
    [TestCase("nvidia h100,tf32,forward,-1,64,288,64x64")]
    public void Parse_MalformedLine_NamesIt(string line) => Assert.That(
        () => TileTable.Parse(line, "nvidia h100"),
        Throws.InstanceOf<InvalidDataException>().With.Message.Contains(line));

    [Test]
    public void Of_TheTableInTheProgram_IsWellFormed() => Assert.That(() => TileTable.Of("any"), Throws.Nothing);

    [TestCase(57600, 64, 288, "256x64", TestName = "64 columns of many rows")]
    [TestCase(57600, 32, 288, "256x32", TestName = "32 columns")]
    [TestCase(64, 256, 288, "128x32", TestName = "few rows: more groups")]
    [TestCase(288, 64, 802816, "256x64", TestName = "rows past the last are not fetched")]
    [TestCase(576, 128, 147456, "128x128", TestName = "a tenth of the sums for nothing: still the faster tile")]
    [TestCase(64, 64, 147456, "64x64", TestName = "most of a larger tile's sums for nothing")]
    public void Default_BySize_TakesTheLeastTimeOnPaper(int rows, int columns, int depth, string tile) => Assert.That(
        TileChoice.Of(Precision.Tf32, new GemmExtents(rows, columns, depth, depth), small: false).Name,
        Is.EqualTo(tile));

    [TestCase(Precision.Fp32, "64x64", 512, TestName = "products: 128 a cycle")]
    [TestCase(Precision.Tf32, "128x128", 412.9, TestName = "products: 62 % of 1,024 a cycle")]
    [TestCase(Precision.Tf32, "128x32", 208, TestName = "shared memory: 10 KB in, 16 KB out")]
    [TestCase(Precision.Bf16, "256x64", 368, TestName = "shared memory: 20 KB through, 10 KB in, 16 KB out")]
    public void CyclesPerKTile_OfATile_AreThoseOfTheBusiest(Precision precision, string name, double cycles) => Assert.That(
        GemmTile.All.Single(tile => tile.Precision == precision && tile.Name == name).CyclesPerKTile,
        Is.EqualTo(cycles).Within(0.1));
}
