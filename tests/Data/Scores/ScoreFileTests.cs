using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.Scores;

public sealed class ScoreFileTests : InTemporaryFolder
{
    private static readonly ImageSet Data = MadeUpImages.Random(7, 3, height: 5, width: 4) with
    {
        ClassNames = ["plain", "with, comma", "the \"quoted\" one"],
    };

    private static readonly double[] Values =
        [0.1 + 0.2, -1e-300, 1 / 3.0, 12345678.9, 0, double.MaxValue, double.Epsilon];

    [Test]
    public void SaveThenLoad_AllFieldsAndBits_ComeBack(
        [Values("s.csv", "s.parquet", "S.CSV")] string name, [Values(0, 3)] int repeats)
    {
        ScoreTable table = MadeUpScores.Of(
            Data, Values, [.. Enumerable.Range(1, repeats).Select(r => Values.Select(v => v / r).ToArray())]);
        ScoreOrigin origin = table.Origin with
        {
            Score = "edges(threshold=0.25)",
            Method = "a teacher: \"seed\", 3 epochs # of 2: ñ",
            Seconds = 0.1 + 0.2,
            InSample = true,
            SawOtherLabels = repeats > 0 ? null : false,
        };
        string path = Folder.File(name);
        ScoreFile.Save(path, table with { Origin = origin }, Data);
        ScoreTable loaded = ScoreFile.Load(path, Data);
        Assert.That(loaded.Origin, Is.EqualTo(origin));
        Assert.That(loaded.Values, Is.EqualTo(Values));
        Assert.That(loaded.Repeats, Is.EqualTo(table.Repeats));
        Assert.That(Directory.GetFiles(Folder.Path), Is.EqualTo(new[] { path }), "no temporary file stays");
    }

    [Test]
    public void Save_OverAnEarlierFile_ReplacesIt()
    {
        string path = Saved();
        ScoreFile.Save(path, MadeUpScores.Of(Data, new double[7]), Data);
        Assert.That(ScoreFile.Load(path, Data).Values, Is.All.Zero);
    }

    [Test]
    public void Save_WhereNothingCanBe_IsOneSentence([Values("nowhere/s.csv", "nowhere/s.parquet")] string name) =>
        Assert.That(
            () => ScoreFile.Save(Folder.File(name), MadeUpScores.Of(Data, Values), Data),
            Refused.With("Can't write the score file", name));

    [Test]
    public void Save_ScoresOfOtherImages_IsABug() => Assert.That(
        () => ScoreFile.Save(Folder.File("s.csv"), MadeUpScores.Of(MadeUpImages.Random(7, 3), Values), Data),
        Throws.ArgumentException);

    [Test]
    public void Load_RowsInAnotherOrder_GivesEachImageItsOwn()
    {
        string path = Saved(MadeUpScores.Of(Data, Values, Values));
        string[] lines = File.ReadAllLines(path);
        int header = Array.FindIndex(lines, line => line[0] != '#') + 1;
        File.WriteAllLines(path, [.. lines[..header], .. lines[header..].Reverse()]);
        ScoreTable loaded = ScoreFile.Load(path, Data);
        Assert.That(loaded.Values, Is.EqualTo(Values));
        Assert.That(loaded.Repeats[0], Is.EqualTo(Values));
    }

    [TestCase("s.csv")]
    [TestCase("s.parquet")]
    public void Load_OtherImages_IsRefused(string name)
    {
        string path = Saved(name: name);
        byte[] pixels = [.. Data.Bytes()];
        pixels[^1] ^= 1;
        Assert.That(
            () => ScoreFile.Load(path, Data with { Pixels = pixels }), Refused.With(name, "was made for other images"));
        Assert.That(
            () => ScoreFile.Load(path, Data.Select([0, 1, 2, 3, 4])), Refused.With(name, "7 rows", "5 images"));
        Assert.That(
            () => ScoreFile.Load(path, Data.Select([1, 0, 2, 3, 4, 5, 6])), Refused.With("made for other images"));
    }

    [TestCase("s.csv")]
    [TestCase("s.parquet")]
    public void Load_OtherLabels_IsRefused(string name)
    {
        string path = Saved(name: name);
        int[] labels = [.. Data.Labels];
        labels[3] = (labels[3] + 1) % 3;
        Assert.That(
            () => ScoreFile.Load(path, Data with { Labels = labels }),
            Refused.With(name, "for other labels, e.g. other label noise: make it again with 'ilgpucnn score'"));
    }

    [TestCase(3, "2,", "1,", "index 1 twice")]
    [TestCase(3, "2,", "7,", "index 7", "0 to 6")]
    [TestCase(3, "2,", "-1,", "index -1")]
    [TestCase(3, "2,", "x,", "'x' as the index in line 11, which is no whole number")]
    [TestCase(3, "0.333", "x0.333", "as the score in line 11, which is no number")]
    [TestCase(3, "0.3333333333333333", "NaN", "score that is not a finite number for the image 2")]
    [TestCase(3, "0.3333333333333333", "1e999", "not a finite number")]
    [TestCase(3, "0.3333333333333333,", "", "3 fields in line 11, where its columns are 4")]
    [TestCase(0, "score", "scores", "no column 'score'")]
    [TestCase(0, "label", "index", "'index' twice")]
    public void Load_DamagedRow_IsRefused(int row, string from, string to, params string[] messages)
    {
        string path = Saved();
        string[] lines = File.ReadAllLines(path);
        int at = Array.FindIndex(lines, line => line[0] != '#') + row;
        Assert.That(lines[at], Does.Contain(from));
        lines[at] = lines[at].Replace(from, to, StringComparison.Ordinal);
        File.WriteAllLines(path, lines);
        Assert.That(() => ScoreFile.Load(path, Data), Refused.With(["s.csv", .. messages]));
    }

    [Test]
    public void Load_RowMissing_IsRefused()
    {
        string path = Saved();
        File.WriteAllLines(path, File.ReadAllLines(path)[..^1]);
        Assert.That(() => ScoreFile.Load(path, Data), Refused.With("6 rows where the data has 7 images"));
    }

    [TestCase("# seconds: 0", "# seconds: soon", "damaged header: 'soon' can't be the value of 'seconds'")]
    [TestCase("# seconds: 0", "# seconds: -1", "damaged header")]
    [TestCase("# seconds: 0", "# seconds: NaN", "damaged header")]
    [TestCase("# seconds: 0", "# Seconds 0", "damaged header: line 5 is not of the form '# key: value'")]
    [TestCase("# seconds: 0", "# score: x", "damaged header")]
    [TestCase("# in-sample: no", "# in-sample: maybe", "damaged header: 'maybe'")]
    [TestCase("# images", "# image", "damaged header: it lacks 'images'")]
    [TestCase("# labels: ", "# labels: 0", "made for other labels")]
    public void Load_DamagedHeader_IsRefused(string from, string to, string message)
    {
        string path = Saved();
        string text = File.ReadAllText(path);
        Assert.That(text, Does.Contain(from));
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        Assert.That(() => ScoreFile.Load(path, Data), Refused.With("s.csv", message));
    }

    [TestCase("s.csv")]
    [TestCase("s.parquet")]
    public void Load_NothingOrRubbish_IsRefused(string name)
    {
        Assert.That(() => ScoreFile.Load(Folder.File(name), Data), Refused.With("Can't read the score file", name));
        File.WriteAllText(Folder.File(name), "");
        Assert.That(() => ScoreFile.Load(Folder.File(name), Data), Refused.With(name));
        File.WriteAllText(Folder.File(name), "PAR1 is how it starts, but no more: \0\u0001\u0002 PAR1");
        Assert.That(() => ScoreFile.Load(Folder.File(name), Data), Refused.With(name));
    }

    [Test]
    public void Load_ParquetCutShortAnywhere_IsRefused()
    {
        string path = Saved(name: "s.parquet");
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length += 37)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.That(() => ScoreFile.Load(path, Data), Refused.With("s.parquet"), $"{length} bytes");
        }
    }

    [TestCase("s.txt")]
    [TestCase("s")]
    [TestCase("s.csv.gz")]
    public void SaveAndLoad_UnknownExtension_IsRefused(string name)
    {
        Assert.That(
            () => ScoreFile.Save(Folder.File(name), MadeUpScores.Of(Data, Values), Data),
            Refused.With(name, "must end in .csv or .parquet"));
        Assert.That(() => ScoreFile.Load(Folder.File(name), Data), Refused.With(name, "must end in"));
        Assert.That(ScoreFile.IsNamed(name), Is.False);
    }

    private string Saved(ScoreTable? table = null, string name = "s.csv")
    {
        string path = Folder.File(name);
        ScoreFile.Save(path, table ?? MadeUpScores.Of(Data, Values), Data);
        return path;
    }
}
