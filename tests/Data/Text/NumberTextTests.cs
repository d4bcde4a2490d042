using IlgpuCnn.Data.Text;

namespace IlgpuCnn.Tests.Data.Text;

public sealed class NumberTextTests
{
    [TestCase(0.57834, "57.83")]
    [TestCase(-0.0029, "−0.29")]
    [TestCase(-0.00001, "0.00")]
    [TestCase(double.NaN, "-")]
    public void Percent_OfAShare_HasTwoDecimals(double share, string text) =>
        Assert.That(NumberText.Percent(share), Is.EqualTo(text));

    [Test]
    public void Percent_OfAMean_HasItsErrorWhereItIsKnown()
    {
        Assert.That(NumberText.Percent(0.5783, 0.0021), Is.EqualTo("57.83 ± 0.21"));
        Assert.That(NumberText.Percent(0.5783, null), Is.EqualTo("57.83"));
    }

    [TestCase(0.0116, "+1.16")]
    [TestCase(-0.0116, "−1.16")]
    [TestCase(0.00001, "0.00")]
    public void Points_Always_HaveASignUnlessTheyAreNought(double difference, string text) =>
        Assert.That(NumberText.Points(difference), Is.EqualTo(text));

    [TestCase(0.0312, "0.031", "p = 0.031")]
    [TestCase(1, "1.000", "p = 1.000")]
    [TestCase(0.0005, "< 0.001", "p < 0.001")]
    public void P_InTablesAndSentences_IsTheSameNumber(double p, string cell, string sentence)
    {
        Assert.That(NumberText.P(p), Is.EqualTo(cell));
        Assert.That(NumberText.PEquals(p), Is.EqualTo(sentence));
    }

    [TestCase(null, "-")]
    [TestCase(0.004, "0")]
    [TestCase(0.425, "0.43")]
    [TestCase(12.34, "12.3")]
    [TestCase(1234.5, "1,235")]
    public void Seconds_OfAnyLength_HaveADigitThatSaysSomething(double? seconds, string text) =>
        Assert.That(NumberText.Seconds(seconds), Is.EqualTo(text));

    [TestCase(2.30258, 4, "2.3026")]
    [TestCase(-1.5, 0, "−2")]
    [TestCase(1234.4, 0, "1234")]
    [TestCase(double.NaN, 4, "NaN")]
    public void Decimals_OfALoss_ShowWhetherItIsANumber(double value, int digits, string text) =>
        Assert.That(NumberText.Decimals(value, digits), Is.EqualTo(text));

    [TestCase(-0.0312, "−0.031")]
    [TestCase(-0.0001, "0.000")]
    [TestCase(1, "1.000")]
    public void Correlation_Negative_HasATrueMinus(double rho, string text) =>
        Assert.That(NumberText.Correlation(rho), Is.EqualTo(text));

    [TestCase(0.357724, "0.35772")]
    [TestCase(-1234.56, "−1234.6")]
    [TestCase(double.NegativeInfinity, "-")]
    public void Significant_OfAnyMagnitude_HasFiveDigits(double value, string text) =>
        Assert.That(NumberText.Significant(value, 5), Is.EqualTo(text));

    [TestCase(65, "1:05")]
    [TestCase(3725, "1:02:05")]
    public void Clock_FromAnHourOn_HasHours(double seconds, string text) =>
        Assert.That(NumberText.Clock(TimeSpan.FromSeconds(seconds)), Is.EqualTo(text));

    [Test]
    public void CountAndShortPercent_RoundNumbers_HaveNoIdleDigits()
    {
        Assert.That(NumberText.Count(12345), Is.EqualTo("12,345"));
        Assert.That(NumberText.Count(4.5), Is.EqualTo("4.5"));
        Assert.That(NumberText.ShortPercent(0.55), Is.EqualTo("55"));
        Assert.That(NumberText.ShortPercent(0.575), Is.EqualTo("57.5"));
    }
}
