using IlgpuCnn.Data.Catalogs;

namespace IlgpuCnn.Tests.Data.Catalogs;

public sealed class ComponentWriterTests
{
    private enum Colour
    {
        DarkRed,
    }

    [Test]
    public void Text_EveryKindOfProperty_IsAsPeopleWriteIt() => Assert.That(
        ComponentWriter.Text(new Everything(1e-8, 3, true, Colour.DarkRed, [100, 200], "a, b", null)),
        Is.EqualTo(
            "everything(weight-decay=1e-8,count=3,is-on=true,colour=dark-red,lengths=100/200,path='a, b',top=last)"));

    [TestCase(0, "0")]
    [TestCase(0.1, "0.1")]
    [TestCase(-2.5e-300, "-2.5e-300")]
    [TestCase(1e-5, "1e-5")]
    [TestCase(1e16, "10000000000000000")]
    [TestCase(1e20, "1e20")]
    [TestCase(1.7976931348623157e308, "1.7976931348623157e308")]
    [TestCase(0.1 + 0.2, "0.30000000000000004")]
    public void Text_Number_ReadsBackToTheSameBits(double value, string expected)
    {
        string text = ComponentWriter.Text(new One(value));
        Assert.That(text, Is.EqualTo($"one(value={expected})"));
        Assert.That(new Catalog<One>("number").Parse(text).Value.Value, Is.EqualTo(value));
    }

    [Test]
    public void Text_OfAClassWithoutAForm_IsItsOwn() =>
        Assert.That(ComponentWriter.Text(new Formless()), Is.EqualTo("my own text"));

    [Test]
    public void Text_OfAnArgumentWithoutProperty_SaysWhich() => Assert.That(
        () => ComponentWriter.Text(new Lacking()),
        Throws.InvalidOperationException.With.Message.EqualTo("Lacking has no property for its argument 'width'."));

    [TestCase("WeightDecay", "weight-decay")]
    [TestCase("A", "a")]
    [TestCase("Beta1", "beta1")]
    public void Dashed_Name_IsAsArgumentsAreWritten(string name, string dashed) =>
        Assert.That(ComponentWriter.Dashed(name), Is.EqualTo(dashed));

    [Test]
    public void Name_WithFormAndWithout_IsTheFormsOrTheClasss()
    {
        Assert.That(ComponentWriter.Name(new One(1)), Is.EqualTo("one"));
        Assert.That(ComponentWriter.Name(new Formless()), Is.EqualTo("formless"));
    }

    [Component(
        "everything(weight-decay=0,count=1,is-on=false,colour=blue,lengths=1,path=none,top=last)", "all kinds")]
    private sealed record Everything(
        double WeightDecay, int Count, bool IsOn, Colour Colour, IReadOnlyList<long> Lengths, string? Path, int? Top);

    [Component("one(value=0)", "one number")]
    private sealed record One(double Value)
    {
        public One(ComponentArguments a)
            : this(a.Number("value"))
        {
        }
    }

    [Component("lacking(width=1)", "a form that its class does not follow")]
    private sealed record Lacking;

    private sealed record Formless
    {
        public override string ToString() => "my own text";
    }
}
