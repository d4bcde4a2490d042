using System.Net;
using System.Text.RegularExpressions;
using IlgpuCnn.Data.Datasets.Shapes;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Tests.Support;
using SkiaSharp;

namespace IlgpuCnn.Tests.Cli.Commands;

public sealed class ScoreAuditCommandTests : InTemporaryFolder
{
    private const int Margin = 12;

    private static readonly ImageSet Shapes = new ShapesDataset(100, 20).Load(seed: 1).Train;

    [Test]
    public void Audit_TwoScores_GivesNumbersOfBoth()
    {
        double[] truth = [.. Shapes.Difficulty!.Select(d => (double)d)];
        string up = Save("up.csv", truth);
        string down = Save("down.parquet", [.. truth.Select(d => -d)]);
        ProgramResult result = Audit(up, down);
        Assert.That(result.Output, Does.Match(@"\ndown +−1\.000 +1\.000 +−1\.000\n"));
        Assert.That(result.Output, Does.Match(@"\nup +1 % +1 +19 of 20  \S+, \S+, \S+, \S+, \S+ and 14 more\n"));
        Assert.That(File.ReadAllLines(Folder.File("audit/correlations.csv")), Is.EqualTo(new[]
        {
            "a,b,spearman", "up,down,-1", "up,known difficulty,1", "down,known difficulty,-1",
        }));
        Assert.That(Page(), Does.Contain("−1.000").And.Contain("19 of 20"));
    }

    // 20 rows at 2:1; the last class's hardest image is the picture's last.
    [Test]
    public void Audit_Sheet_ShowsTheRightImages()
    {
        Audit(Save("s.csv", [.. Enumerable.Range(0, 100).Select(i => (double)(i * 37 % 100))]), "--per-class", "2");
        int[] ofLast = [.. Enumerable.Range(0, 100).Where(i => Shapes.Labels[i] == 19).OrderBy(i => i * 37 % 100)];
        int[] ofFirst = [.. Enumerable.Range(0, 100).Where(i => Shapes.Labels[i] == 0).OrderBy(i => i * 37 % 100)];

        using SKBitmap sheet = SKBitmap.Decode(Folder.File("audit/contact-s.png"));
        int right = sheet.Width - Margin, bottom = sheet.Height - Margin;
        AssertImage(sheet, ofLast[^1], right - 64, bottom - 68, scale: 2);
        AssertImage(sheet, ofLast[^2], right - 132, bottom - 68, scale: 2);
        AssertImage(sheet, ofFirst[^1], right - 64, bottom - (20 * 68), scale: 2);

        string address = Regex.Match(Page(), "src=\"data:image/webp;base64,([^\"]+)\"").Groups[1].Value;
        using SKBitmap embedded = SKBitmap.Decode(Convert.FromBase64String(address));
        AssertImage(embedded, ofFirst[0], 0, 0, scale: 1);
        AssertImage(embedded, ofFirst[1], 34, 0, scale: 1);
        AssertImage(embedded, ofLast[0], 0, 19 * 34, scale: 1);
        AssertImage(embedded, ofLast[^1], embedded.Width - 32, 19 * 34, scale: 1);
    }

    [Test]
    public void Audit_Page_HidesNothingAndRunsNothing()
    {
        ScoreTable table = MadeUpScores.Of(Shapes, [.. Enumerable.Range(0, 100).Select(i => (double)i)]);
        string path = Folder.File("<b>&.csv");
        ScoreFile.Save(
            path,
            table with
            {
                Origin = table.Origin with { Method = "<script>alert(1)</script>", SawOtherLabels = true },
                Repeats = [table.Values, table.Values, [.. table.Values.Select(v => v * v)]],
            },
            Shapes);
        ProgramResult result = Audit(path, path);
        Assert.That(result.Output, Does.Match("WARNING .*other labels"));
        Assert.That(result.Output, Does.Contain(
            "1.000 (Spearman–Brown; 1.000 between halves of 3 repeats, mean of all 3 splits)"));
        string page = Page();
        Assert.That(page, Does.Not.Contain("<script").And.Not.Contain("<b>"));
        Assert.That(page, Does.Contain(WebUtility.HtmlEncode("<b>&-2")).And.Contain("class=\"warning\""));
        Assert.That(Regex.Matches(page, "(src|href)=\"(?!data:)"), Is.Empty);
    }

    [Test]
    public void Audit_UsersOwnFile_DoesNotClaimToKnowWhatItsModelSaw()
    {
        string path = Folder.File("own.csv");
        File.WriteAllLines(path, Shapes.Labels.Select((label, i) => $"{i},{label},{i}").Prepend("index,label,score"));
        ProgramResult result = Audit(path);
        Assert.That(result.Output, Does.Contain("in-sample    unknown\n").And.Not.Contain("WARNING"));
        Assert.That(Page(), Does.Contain("<td>unknown</td><td>unknown</td>"));
    }

    [Test]
    public void Audit_FileOfOtherData_IsRefused()
    {
        string path = Save("s.csv", new double[100]);
        ProgramResult result = Program.Run(
            "score", "audit", path, "--data", "shapes(train=100)", "--data-seed", "2", "--output",
            Folder.File("audit"));
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("was made for other images"));
        Assert.That(Directory.Exists(Folder.File("audit")), Is.False);
    }

    private static void AssertImage(SKBitmap sheet, int image, int left, int top, int scale)
    {
        for (int h = 0; h < 32 * scale; h++)
        {
            for (int w = 0; w < 32 * scale; w++)
            {
                SKColor seen = sheet.GetPixel(left + w, top + h);
                ReadOnlySpan<byte> pixel = Shapes.Image(image).Slice(((h / scale * 32) + (w / scale)) * 3, 3);
                if (seen != new SKColor(pixel[0], pixel[1], pixel[2]))
                    Assert.Fail($"image {image} at ({left}, {top}) differs at ({w}, {h}): {seen}");
            }
        }
    }

    private string Page() => File.ReadAllText(Folder.File("audit/audit.html"));

    private string Save(string name, double[] values)
    {
        ScoreFile.Save(Folder.File(name), MadeUpScores.Of(Shapes, values), Shapes);
        return Folder.File(name);
    }

    private ProgramResult Audit(params string[] arguments)
    {
        ProgramResult result = Program.Run(
        [
            "score", "audit", .. arguments, "--output", Folder.File("audit"), "--data", "shapes(train=100,test=20)",
        ]);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        return result;
    }
}
