using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.Augmentations;

public sealed class AugmentationTextTests
{
    private static readonly Augmentation Everything = new(4, 0.5f, 10f, 0.2f, 0.2f, 0.2f, 0.2f);

    [Test]
    public void Parse_NamesAlone_TakeUsualAmounts() =>
        Assert.That(AugmentationText.Parse("flip,crop,rotate,jitter").Value, Is.EqualTo(Everything));

    [Test]
    public void Parse_AmountsSpacesAndCapitals_AreRead() => Assert.That(
        AugmentationText.Parse(" Crop( padding = 2 ), rotate(degrees=7.5),flip(share=0.25) ").Value,
        Is.EqualTo(new Augmentation(2, 0.25f, 7.5f, 0f, 0f, 0f, 0f)));

    [TestCase("hue(amount=0.05),jitter(amount=0.4)")]
    [TestCase("jitter(amount=0.4),hue(amount=0.05)")]
    public void Parse_OneColourBesideJitter_GoesBeforeIt(string text) => Assert.That(
        AugmentationText.Parse(text).Value, Is.EqualTo(new Augmentation(0, 0f, 0f, 0.4f, 0.4f, 0.4f, 0.05f)));

    [TestCase("none", "none")]
    [TestCase("NONE", "none")]
    [TestCase("jitter,flip,crop", "jitter(amount=0.2),flip(share=0.5),crop(padding=4)")]
    [TestCase("contrast(amount=1.5),rotate", "contrast(amount=1.5),rotate(degrees=10)")]
    public void FullText_Parsed_HasEveryAmount(string text, string full) =>
        Assert.That(AugmentationText.Parse(text).FullText, Is.EqualTo(full));

    [Test]
    public void FullText_AnyValue_IsReadBack(
        [Values("none", "flip", "crop(padding=31)", "rotate(degrees=0.1)", "jitter(amount=0.3),hue(amount=0)",
            "brightness(amount=2),hue(amount=0.125)")]
        string text)
    {
        Augmentation value = AugmentationText.Parse(text).Value;
        Assert.That(AugmentationText.Parse(AugmentationText.Parse(text).FullText).Value, Is.EqualTo(value));
    }

    [TestCase("crpo", "Unknown augmentation 'crpo': did you mean 'crop'? Known: flip, crop, rotate, jitter,")]
    [TestCase("flip,zoom", "Unknown augmentation 'zoom'; known: flip")]
    [TestCase("", "Unknown augmentation ''; known: flip")]
    [TestCase("none,flip", "Unknown augmentation 'none'")]
    [TestCase("flip,crop(padding=2),flip(share=1)", "'flip' stands twice")]
    [TestCase("crop(padding=-1)", "padding must be at least 0")]
    [TestCase("crop(padding=1.5)", "padding must be whole")]
    [TestCase("crop(padding=1000)", "padding must be at most 256")]
    [TestCase("crop(pixels=3)", "unknown argument 'pixels': it takes padding")]
    [TestCase("crop=4", "Unknown augmentation 'crop=4': did you mean 'crop'?")]
    [TestCase("flip(share=1.5)", "share must be at most 1")]
    [TestCase("rotate(degrees=181)", "degrees must be at most 180")]
    [TestCase("jitter(amount=0.6)", "amount must be at most 0.5")]
    [TestCase("hue(amount=NaN)", "amount is 'NaN', which is not a number")]
    [TestCase("rotate(degrees=)", "'degrees=' is not of the form argument=value")]
    [TestCase("rotate(degrees=ten)", "degrees is 'ten', which is not a number")]
    [TestCase("rotate(degrees=10", "has a parenthesis that nothing closes")]
    public void Parse_BadText_SaysWhatAndWhatToDo(string text, string sentence) => Assert.That(
        () => AugmentationText.Parse(text), Throws.TypeOf<InputException>().With.Message.Contains(sentence));
}
