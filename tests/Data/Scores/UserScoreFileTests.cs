using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Tests.Support;
using Parquet;
using Parquet.Schema;

namespace IlgpuCnn.Tests.Data.Scores;

/// <summary>Score files that other programs wrote: no header.</summary>
public sealed class UserScoreFileTests : InTemporaryFolder
{
    private static readonly ImageSet Data = MadeUpImages.Random(4, 3, height: 5, width: 4) with { Labels = [2, 0, 1, 0] };

    [TestCase("index,label,score\n0,2,0.5\n1,0,1.5\n2,1,-2\n3,0,1e-3\n")]
    [TestCase("score,file,Label,INDEX\r\n1e-3,d.png,0,3\r\n-2,\"c, d.png\",1,2\r\n1.5,b.png,0,1\r\n0.5,a.png,2,0\r\n")]
    [TestCase("\uFEFFindex,label,score,class\n0, 2, 0.5, class 2\n1,0,1.5,class 0\n2,1,-2,class 1\n3,0,1e-3,class 0")]
    public void Load_Csv_IsTakenAsTheUsersWord(string text)
    {
        ScoreTable table = ScoreFile.Load(Write(text), Data);
        Assert.That(table.Values, Is.EqualTo(new[] { 0.5, 1.5, -2, 1e-3 }));
        Assert.That(table.Repeats, Is.Empty);
        Assert.That(table.Origin, Is.EqualTo(new ScoreOrigin
        {
            Score = "file",
            Method = "given by the user",
            Images = ImageSetHash.OfImages(Data),
            Labels = ImageSetHash.OfLabels(Data),
            InSample = null,
            SawOtherLabels = null,
        }));
    }

    [Test]
    public void Load_CsvWithRepeats_KeepsThem()
    {
        ScoreTable table = ScoreFile.Load(
            Write("index,label,score_2,score_1,score\n0,2,3,1,2\n1,0,3,1,2\n2,1,3,1,2\n3,0,4,2,3\n"), Data);
        Assert.That(table.Repeats, Is.EqualTo(new double[][] { [1, 1, 1, 2], [3, 3, 3, 4] }));
    }

    [TestCase("index,score\n0,1\n1,1\n2,1\n3,1\n", "no column 'label', so nothing would show")]
    [TestCase("label,score\n2,1\n0,1\n1,1\n0,1\n", "no column 'index'")]
    [TestCase("index,label,score\n0,2,1\n1,0,1\n2,1,1\n3,1,1\n", "label 1 for the image 3, whose label in")]
    [TestCase("index,label,score,class\n0,2,1,cat\n1,0,1,\n2,1,1,\n3,0,1,\n", "class 'cat' for the image 0")]
    [TestCase("index,label,score\n0,2,\n1,0,1\n2,1,1\n3,0,1\n", "'' as the score in line 2")]
    [TestCase("index,label,score\n0,2.5,1\n1,0,1\n2,1,1\n3,0,1\n", "'2.5' as the label in line 2")]
    [TestCase("index,label,score\n0,2,\"1\n1,0,1\n2,1,1\n3,0,1\n", "quote in line 2 that nothing closes")]
    [TestCase("index;label;score\n0;2;1\n", "no column 'index'")]
    public void Load_CsvThatDoesNotFit_IsRefused(string text, string message) =>
        Assert.That(() => ScoreFile.Load(Write(text), Data), Refused.With("users.csv", message));

    [Test]
    public async Task Load_ParquetOfOtherTypesInTwoGroups_IsRead([Values] bool nullable)
    {
        string path = await WriteParquet(
            new DataField("index", typeof(int), nullable), new DataField("label", typeof(short), nullable),
            new DataField("score", typeof(float), nullable), lastScore: 8);
        ScoreTable table = ScoreFile.Load(path, Data);
        Assert.That(table.Values, Is.EqualTo(new[] { 5, 6, 7, 8 }));
        Assert.That(table.Origin.Method, Is.EqualTo("given by the user"));
    }

    [Test]
    public async Task Load_ParquetWithAnEmptyCell_IsRefused()
    {
        string path = await WriteParquet(
            new DataField("index", typeof(int), true), new DataField("label", typeof(short), true),
            new DataField("score", typeof(float), true), lastScore: null);
        Assert.That(() => ScoreFile.Load(path, Data), Refused.With("users.parquet", "empty cell in", "'score'"));
    }

    [Test]
    public async Task Load_ParquetWithNoLabels_IsRefused()
    {
        string path = await WriteParquet(
            new DataField("index", typeof(int), false), new DataField("labels", typeof(short), false),
            new DataField("score", typeof(float), false), lastScore: 8);
        Assert.That(() => ScoreFile.Load(path, Data), Refused.With("users.parquet", "no column 'label'"));
    }

    private string Write(string text)
    {
        File.WriteAllText(Folder.File("users.csv"), text);
        return Folder.File("users.csv");
    }

    private async Task<string> WriteParquet(DataField index, DataField label, DataField score, float? lastScore)
    {
        string path = Folder.File("users.parquet");
        await using FileStream file = File.Create(path);
        ParquetSchema schema = new(index, label, score);
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, file);
        writer.CustomMetadata = new Dictionary<string, string> { ["pandas"] = "{}" };
        for (int first = 0; first < 4; first += 2)
        {
            using ParquetRowGroupWriter group = writer.CreateRowGroup();
            await Column<int>(group, index, [first, first + 1]);
            await Column<short>(group, label, [(short)Data.Labels[first], (short)Data.Labels[first + 1]]);
            await Column<float>(group, score, [first + 5, first == 2 ? lastScore : first + 6]);
        }

        return path;
    }

    private static Task Column<T>(ParquetRowGroupWriter group, DataField field, T?[] values)
        where T : struct => field.IsNullable
            ? group.WriteAsync<T>(field, values.AsMemory())
            : group.WriteAsync<T>(field, values.Select(value => value!.Value).ToArray().AsMemory());
}
