using System.Text.RegularExpressions;
using System.Xml.Linq;
using IlgpuCnn.Cli.Reports.Comparison;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Comparison.Published;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cli.Reports.Comparison;

/// <summary>The files of a comparison: two of numbers and a page.</summary>
public sealed partial class ComparisonFilesTests : InTemporaryFolder
{
    private const int Charts = 7;

    private static readonly string[] OddNames =
        ["standard", "a<b> & \"c\", 'd'", "</svg><script>x</script>", "two\nlines"];

    [Test]
    public void Write_IntoANewFolder_LeavesThreeFilesAndNoOther()
    {
        string reports = Folder.File("made/here");
        ComparisonReport.Write(new MadeUpComparison().Analysis(), reports);
        ComparisonReport.Write(new MadeUpComparison().Analysis(), reports);
        Assert.That(
            Directory.GetFiles(reports).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "results.csv", "summary.csv", "report.html" }));
    }

    [Test]
    public void Write_NoFolderToBeHad_IsOneSentence()
    {
        File.WriteAllText(Folder.File("taken"), "");
        InputException e = Assert.Throws<InputException>(
            () => ComparisonReport.Write(new MadeUpComparison().Analysis(), Folder.File("taken")))!;
        Assert.That(e.Message, Does.StartWith("Can't make the folder '").And.Contains("taken"));
    }

    [Test]
    public void Results_OddNames_ComeBack()
    {
        ComparisonAnalysis analysis = new MadeUpComparison { Names = OddNames }.Analysis();
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows = Csv(analysis, "results.csv");
        Assert.That(rows, Has.Count.EqualTo(OddNames.Length * 5));
        Assert.That(rows.Select(row => row["arm"]).Distinct(), Is.EqualTo(OddNames));
        IReadOnlyDictionary<string, string> row = rows[6];
        Assert.That(row["ordering"], Is.EqualTo("curriculum"));
        Assert.That(row["score"], Is.EqualTo(OddNames[1]));
        Assert.That(row["pacing"], Is.EqualTo("exponential(a=0.8,b=0.2)"));
        Assert.That(row["seed"], Is.EqualTo("2"));
        Assert.That((row["steps"], row["images"]), Is.EqualTo(("700", "22400")));
        Assert.That((row["seconds"], row["score_seconds"]), Is.EqualTo(("21", "0.25")));
        Assert.That(row["train_accuracy"], Is.EqualTo("0.63"));
        Assert.That((row["validation_accuracy"], row["test_accuracy"]), Is.EqualTo(("0.535", "0.53")));
        Assert.That((row["test_loss"], row["gap"]), Is.EqualTo(("1.25", "0.1")));
        // 0.53·(1 − e^(−1.1·step/100)) is over 0.4 from step 128 and over 0.525 from step 424 on.
        Assert.That((row["steps_to_0.4"], row["steps_to_0.525"]), Is.EqualTo(("150", "450")));
    }

    [Test]
    public void Results_NeverReachedOrNotMeasured_IsEmpty()
    {
        ComparisonAnalysis analysis = new MadeUpComparison { Validation = false }.Analysis();
        IReadOnlyDictionary<string, string> row = Csv(analysis, "results.csv")[0];
        Assert.That((row["validation_accuracy"], row["steps_to_0.525"]), Is.EqualTo(("", "")));
        Assert.That((row["score"], row["pacing"], row["score_seconds"]), Is.EqualTo(("", "", "0")));
    }

    [Test]
    public void Summary_FiveSeeds_HasDifferences()
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows =
            Csv(new MadeUpComparison { Censored = 4 }.Analysis(), "summary.csv");
        Assert.That(rows.Select(row => row["arm"]), Is.EqualTo(new[] { "standard", "edges", "truth" }));
        Assert.That(rows.Select(row => row["difference"]), Is.EqualTo(new[] { "", "0.02", "0.04" }));
        IReadOnlyDictionary<string, string> edges = rows[1];
        Assert.That((edges["test_accuracy"], edges["test_accuracy_se"]), Is.EqualTo(("0.54", "0.007071")));
        Assert.That((edges["difference_low"], edges["difference_high"]), Is.EqualTo(("0.004", "0.036")));
        Assert.That((edges["p"], edges["p_holm"]), Is.EqualTo(("0.0625", "0.125")));
        Assert.That((edges["detectable"], edges["seeds_needed"]), Is.EqualTo(("0.019", "12")));
        Assert.That((edges["steps_to_0.4"], edges["never_0.4"]), Is.EqualTo(("350", "0")));
        Assert.That((edges["steps_to_0.525"], edges["never_0.525"]), Is.EqualTo(("", "4")));
    }

    [Test]
    public void Summary_OneSeed_HasNoErrors()
    {
        ComparisonAnalysis analysis = new MadeUpComparison { Seeds = 1 }.Analysis();
        IReadOnlyDictionary<string, string> edges = Csv(analysis, "summary.csv")[1];
        Assert.That((edges["test_accuracy"], edges["test_accuracy_se"]), Is.EqualTo(("0.52", "")));
        Assert.That((edges["p"], edges["difference_low"]), Is.EqualTo(("", "")));
    }

    private static IEnumerable<TestCaseData> Comparisons()
    {
        yield return Case("five seeds", new());
        yield return Case("one seed", new() { Seeds = 1 });
        yield return Case("two seeds", new() { Seeds = 2 });
        yield return Case("only standard", new() { Names = ["standard"] });
        yield return Case("no validation", new() { Validation = false, SameLearningRates = false });
        yield return Case("one point", new() { EvaluateEvery = _ => 700 });
        yield return Case("no curve", new() { EvaluateEvery = _ => 900 });
        yield return Case("odd names", new() { Names = OddNames });
    }

    private static TestCaseData Case(string name, MadeUpComparison comparison) =>
        new TestCaseData(comparison).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Comparisons))]
    public void Page_OfAnyComparison_IsSelfContainedAndWellFormed(MadeUpComparison comparison)
    {
        string page = Page(comparison.Analysis());
        string[] charts = [.. Svg().Matches(page).Select(match => match.Value)];
        Assert.That(charts, Has.Length.EqualTo(Charts));
        string[] ids =
        [
            .. charts.SelectMany(chart => XDocument.Parse(chart).Descendants().Attributes("id")).Select(id => id.Value),
        ];
        Assert.That(ids, Is.Unique, "clip paths of one chart must not be another's");
        Assert.That(charts, Has.None.Contains(", \""), "a list that ends with a comma may be dropped");
        string rest = page.Replace("http://www.w3.org/2000/svg", "").Replace("http://www.w3.org/1999/xlink", "");
        Assert.That(rest, Does.Not.Contain("http").And.Not.Contain("<script").And.Not.Contain("NaN"));
        // All that is left is the frame, whose void elements are written as HTML writes them.
        string body = Svg().Replace(page[page.IndexOf("<body>", StringComparison.Ordinal)..], "");
        body = body[..body.IndexOf("</html>", StringComparison.Ordinal)];
        Assert.That(() => XDocument.Parse(body), Throws.Nothing);
    }

    [Test]
    public void Page_InOrder_CommandOpeningTablesConclusionsCharts()
    {
        string page = Page(new MadeUpComparison().Analysis());
        string[] order =
        [
            "<h1>shapes, network seed", "ilgpucnn compare --seeds 5", "<p class=\"warning\">Learning rates differ",
            "<table", "52.00 &#177; 0.71", "Best of 2 standard runs", "12 seeds would do.", "<svg",
            "Bands: mean &#177; standard deviation over 3 seeds or more.", "the same in all arms",
        ];
        int[] places = [.. order.Select(part => page.IndexOf(part, StringComparison.Ordinal))];
        Assert.That(places, Is.Ordered.And.All.GreaterThan(0), string.Join(' ', places));
    }

    [TestCase(1, false, false)]
    [TestCase(2, true, false)]
    [TestCase(3, false, true)]
    public void Page_Bands_SayWhatTheyAre(int seeds, bool range, bool deviation)
    {
        string page = Page(new MadeUpComparison { Seeds = seeds }.Analysis());
        Assert.That(page.Contains("the lower and the higher of 2 seeds", StringComparison.Ordinal), Is.EqualTo(range));
        Assert.That(page.Contains("standard deviation over", StringComparison.Ordinal), Is.EqualTo(deviation));
    }

    [Test]
    public void Page_LongCurves_AreThinned()
    {
        ComparisonAnalysis analysis =
            new MadeUpComparison { Names = ["standard"], Steps = 3000, EvaluateEvery = _ => 1 }.Analysis();
        string chart = Svg().Match(Page(analysis)).Value;
        int[] points = [.. Line().Matches(chart).Select(match => match.Groups[1].Value.Trim().Split(' ').Length)];
        Assert.That(points.Max(), Is.EqualTo(500));
    }

    [Test]
    public void Page_PublishedSection_HasItsChart()
    {
        ComparisonAnalysis analysis = new MadeUpComparison { Validation = false }.Analysis();
        PublishedStudy study = PublishedStudy.SmallMammals with { Source = "Hacohen & Weinshall." };
        string page = Page(analysis, PublishedSection.Of(analysis, study));
        Assert.That(Svg().Count(page), Is.EqualTo(Charts + 1));
        Assert.That(page, Does.Contain("Hacohen &amp; Weinshall."));
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Svg();

    [GeneratedRegex("<polyline points=\"([^\"]*)\"")]
    private static partial Regex Line();

    private IReadOnlyList<IReadOnlyDictionary<string, string>> Csv(ComparisonAnalysis analysis, string name)
    {
        ComparisonReport.Write(analysis, Folder.Path);
        return CsvRows.Read(File.ReadAllText(Folder.File(name)));
    }

    private string Page(ComparisonAnalysis analysis, params IReadOnlyList<ReportBlock> more)
    {
        ComparisonReport.Write(analysis, Folder.Path, more);
        return File.ReadAllText(Folder.File("report.html"));
    }
}
