using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Batches;

public sealed class AugmentationTests
{
    private static readonly Augmentation Everything = new(4, 0.5f, 10f, 0.2f, 0.2f, 0.2f, 0.2f);

    [Test]
    public void Parse_WordsAlone_TakeUsualAmounts() =>
        Assert.That(Augmentation.Parse("flip,crop,rotate,jitter"), Is.EqualTo(Everything));

    [Test]
    public void Parse_AmountsSpacesAndCapitals_AreRead() => Assert.That(
        Augmentation.Parse(" Crop = 2, rotate=7.5,flip=0.25 "),
        Is.EqualTo(new Augmentation(2, 0.25f, 7.5f, 0f, 0f, 0f, 0f)));

    [Test]
    public void Parse_OneColourBesideJitter_GoesBeforeIt() => Assert.That(
        Augmentation.Parse("hue=0.05,jitter=0.4"),
        Is.EqualTo(new Augmentation(0, 0f, 0f, 0.4f, 0.4f, 0.4f, 0.05f)));

    [TestCase("none", "none")]
    [TestCase("NONE", "none")]
    [TestCase("flip=0,crop=0", "none")]
    [TestCase("jitter,flip,crop", "flip=0.5,crop=4,jitter=0.2")]
    [TestCase("contrast=1.5,rotate", "rotate=10,contrast=1.5")]
    public void ToString_Parsed_IsCanonical(string text, string canonical) =>
        Assert.That(Augmentation.Parse(text).ToString(), Is.EqualTo(canonical));

    [Test]
    public void ToString_AnyValue_IsReadBack(
        [Values("none", "flip", "crop=31", "rotate=0.1", "jitter=0.3", "jitter=0.3,hue=0", "brightness=2,hue=0.125")]
        string text)
    {
        Augmentation value = Augmentation.Parse(text);
        Assert.That(Augmentation.Parse(value.ToString()), Is.EqualTo(value));
    }

    [TestCase("crpo", "Unknown augmentation 'crpo': did you mean 'crop'? Known: none, flip, crop, rotate, jitter,")]
    [TestCase("flip,zoom", "Unknown augmentation 'zoom'. Known: none, flip")]
    [TestCase("", "Unknown augmentation ''. Known: none")]
    [TestCase("none,flip", "Unknown augmentation 'none'")]
    [TestCase("flip,crop=2,flip=1", "'flip' stands twice")]
    [TestCase("crop=-1", "'crop' can't be '-1': give a whole number from 0 to 256.")]
    [TestCase("crop=1.5", "'crop' can't be '1.5'")]
    [TestCase("crop=1000", "'crop' can't be '1000'")]
    [TestCase("flip=1.5", "'flip' can't be '1.5': give a number from 0 to 1.")]
    [TestCase("rotate=181", "'rotate' can't be '181'")]
    [TestCase("jitter=0.6", "'jitter' can't be '0.6': give a number from 0 to 0.5.")]
    [TestCase("hue=NaN", "'hue' can't be 'NaN'")]
    [TestCase("rotate=", "'rotate' can't be ''")]
    [TestCase("rotate=ten", "'rotate' can't be 'ten'")]
    public void Parse_BadText_SaysWhatAndWhatToDo(string text, string sentence) => Assert.That(
        () => Augmentation.Parse(text), Throws.TypeOf<InputException>().With.Message.Contains(sentence));
}
