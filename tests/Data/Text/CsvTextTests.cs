using IlgpuCnn.Data.Text;

namespace IlgpuCnn.Tests.Data.Text;

public sealed class CsvTextTests
{
    [TestCase("plain")]
    [TestCase("")]
    [TestCase("a, b")]
    [TestCase("say \"no\"")]
    [TestCase("\"")]
    [TestCase("\"\"")]
    [TestCase(" blanks ")]
    [TestCase("two\nlines")]
    [TestCase("# no comment")]
    [TestCase("größer")]
    public void Read_QuotedField_IsTheField(string field)
    {
        string line = $"1,{CsvText.Quoted(field)},{CsvText.Quoted(field)}\n2,x,y\n";
        CsvRecord[] records = [.. CsvText.Read(new StringReader(line), 4)];
        Assert.That(records[0].Fields, Is.EqualTo(new[] { "1", field, field }));
        Assert.That(records[0].Line, Is.EqualTo(5));
        Assert.That(records[1].Line, Is.EqualTo(6 + field.Count(c => c == '\n') * 2));
    }

    [Test]
    public void Read_BlanksAndEmptyLines_AreLeftOut()
    {
        CsvRecord[] records = [.. CsvText.Read(new StringReader("a , b\r\n\r\n1,\r\n"), 0)];
        Assert.That(records.Select(record => string.Join('|', record.Fields)), Is.EqualTo(new[] { "a|b", "1|" }));
        Assert.That(records.Select(record => record.Line), Is.EqualTo(new[] { 1, 3 }));
    }

    [Test]
    public void Read_OpenQuote_IsRefused() => Assert.That(
        () => CsvText.Read(new StringReader("a\n\"b\nc"), 0).ToArray(),
        Throws.TypeOf<FormatException>().With.Message.Contains("line 2"));
}
