using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.Catalogs;

public sealed class ComponentTextTests
{
    [TestCase("linear", "linear", new string[0])]
    [TestCase("  linear ", "linear", new string[0])]
    [TestCase("linear()", "linear", new string[0])]
    [TestCase("linear(a=0.5,b=0.2)", "linear", new[] { "a", "0.5", "b", "0.2" })]
    [TestCase(" linear ( a = 0.5 , b = 0.2 ) ", "linear", new[] { "a", "0.5", "b", "0.2" })]
    [TestCase("linear(a=0.5,)", "linear", new[] { "a", "0.5" })]
    [TestCase("a(of=b(c=1,d=2),e=3)", "a", new[] { "of", "b(c=1,d=2)", "e", "3" })]
    [TestCase("a(b=c=d)", "a", new[] { "b", "c=d" })]
    [TestCase("cifar10(path='a, b')", "cifar10", new[] { "path", "a, b" })]
    [TestCase("cifar10(path='a)b(',c=1)", "cifar10", new[] { "path", "a)b(", "c", "1" })]
    [TestCase("cifar10(path='it''s')", "cifar10", new[] { "path", "it's" })]
    [TestCase("cifar10(path='')", "cifar10", new[] { "path", "" })]
    [TestCase("cifar10(path=C:\\a b\\c.tar.gz)", "cifar10", new[] { "path", "C:\\a b\\c.tar.gz" })]
    public void Parse_OfTheGrammar_GivesNameAndArguments(string text, string name, string[] keysAndValues)
    {
        ComponentText parsed = ComponentText.Parse("thing", text);
        Assert.That(parsed.Kind, Is.EqualTo("thing"));
        Assert.That(parsed.Text, Is.EqualTo(text.Trim()));
        Assert.That(parsed.Name, Is.EqualTo(name));
        Assert.That(
            parsed.Arguments.SelectMany(argument => new[] { argument.Key, argument.Value }), Is.EqualTo(keysAndValues));
    }

    [TestCase("(a=1)", "The thing '(a=1)' is not of the form name(argument=value,…).")]
    [TestCase("x(a=1", "The thing 'x(a=1' is not of the form name(argument=value,…).")]
    [TestCase("x(a=1)y", "is not of the form name(argument=value,…).")]
    [TestCase("x(1)", "In the thing 'x(1)', '1' is not of the form argument=value.")]
    [TestCase("x(=1)", "'=1' is not of the form argument=value.")]
    [TestCase("x(a=)", "'a=' is not of the form argument=value.")]
    [TestCase("x(a=1,a=2)", "In the thing 'x(a=1,a=2)', a stands twice.")]
    [TestCase("x(a=(1)", "has a parenthesis that nothing closes.")]
    [TestCase("x(a='1)", "has a quote that nothing closes.")]
    [TestCase("x(a=1))", "has a parenthesis that nothing opens.")]
    [TestCase("x(a=1)(b=2)", "has a parenthesis that nothing opens.")]
    public void Parse_Wrong_SaysWhat(string text, string sentence) =>
        Assert.That(() => ComponentText.Parse("thing", text), Refused.With(sentence));

    [TestCase("flip,crop(padding=4), rotate", new[] { "flip", "crop(padding=4)", "rotate" })]
    [TestCase("a(b=c(d=1,e=2),f=3),g", new[] { "a(b=c(d=1,e=2),f=3)", "g" })]
    [TestCase("a(b='x,(y'),c", new[] { "a(b='x,(y')", "c" })]
    [TestCase(",a,,b,", new[] { "a", "b" })]
    [TestCase("", new string[0])]
    public void Split_AtOuterCommas_LeavesTheRestWhole(string text, string[] parts) =>
        Assert.That(ComponentText.Split("thing", text), Is.EqualTo(parts));

    [TestCase("0.5", "x(a=0.5)")]
    [TestCase("a b/c.csv", "x(a=a b/c.csv)")]
    [TestCase("a,b", "x(a='a,b')")]
    [TestCase("a=b", "x(a='a=b')")]
    [TestCase("it's", "x(a='it''s')")]
    [TestCase("'", "x(a='''')")]
    [TestCase(" a ", "x(a=' a ')")]
    [TestCase("", "x(a='')")]
    [TestCase("f(b=1,c=')')", "x(a='f(b=1,c='')'')')")]
    public void Write_AnyValue_ParsesBack(string value, string expected)
    {
        string written = ComponentText.Write("x", KeyValuePair.Create("a", value));
        Assert.That(written, Is.EqualTo(expected));
        Assert.That(ComponentText.Parse("thing", written).Arguments.Single().Value, Is.EqualTo(value));
    }

    [Test]
    public void Write_Several_KeepsTheirOrder()
    {
        Assert.That(ComponentText.Write("x"), Is.EqualTo("x"));
        Assert.That(
            ComponentText.Write("x", KeyValuePair.Create("b", "1"), KeyValuePair.Create("a", "2")),
            Is.EqualTo("x(b=1,a=2)"));
    }
}
