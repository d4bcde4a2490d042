using System.Xml.Linq;
using IlgpuCnn.Cli.Reports.Writers;

namespace IlgpuCnn.Tests.Cli.Reports.Writers;

/// <summary>What blocks look like on a page.</summary>
public sealed class PageWriterTests
{
    private const string Odd = "<b>&\"x\"</b>";

    [Test]
    public void Of_EveryBlock_EscapesItsWords()
    {
        ReportBlock[] blocks =
        [
            new ReportCommand(Odd), new ReportText(Odd, [Odd]), new ReportText("", [Odd], IsNotice: true),
            new ReportFacts(Odd, [new(Odd, Odd)]), new ReportTable(Odd, [.. ReportColumn.Words(Odd)], [[Odd]], Odd),
            new ReportPicture(Odd, Odd, Odd, "picture.png", 10, 20, [Odd]),
        ];
        string page = PageWriter.Of(new Report(Odd, blocks));
        Assert.That(page, Does.Not.Contain("<b>"));
        // An image has no end tag in HTML.
        XElement body = Body(page.Replace("picture.png\">", "picture.png\"/>"));
        // The page's title; the command; heading and text; the notice; 3 of facts, 4 of a table and 3 of a picture.
        Assert.That(body.DescendantNodes().OfType<XText>().Count(text => text.Value == Odd), Is.EqualTo(15));
        Assert.That((string?)body.Descendants("img").Single().Attribute("alt"), Is.EqualTo(Odd));
    }

    [Test]
    public void Of_NumbersAndNotices_AreMarked()
    {
        XElement body = Body(PageWriter.Of(new Report(
            "Title",
            [
                new ReportText("", ["Mind this."], IsNotice: true),
                new ReportTable("", [.. ReportColumn.Words("arm"), .. ReportColumn.Numbers("seeds")], [["edges", "5"]]),
            ])));
        Assert.That(Classes("p"), Is.EqualTo(new[] { "Mind this. warning" }));
        Assert.That(Classes("th"), Is.EqualTo(new[] { "arm ", "seeds number" }));
        Assert.That(Classes("td"), Is.EqualTo(new[] { "edges ", "5 number" }));

        IEnumerable<string> Classes(string tag) =>
            body.Descendants(tag).Select(element => $"{element.Value} {(string?)element.Attribute("class")}");
    }

    private static XElement Body(string page)
    {
        int start = page.IndexOf("<body>", StringComparison.Ordinal);
        return XElement.Parse(page[start..page.IndexOf("</html>", StringComparison.Ordinal)]);
    }
}
