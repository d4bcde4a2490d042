using IlgpuCnn.Data.ImageFiles;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.ImageFiles;

public sealed class ImagePreparationTests
{
    [TestCase("", "resize=64,fit=crop,resampler=bicubic,background=black,channels=3")]
    [TestCase("channels=1", "resize=64,fit=crop,resampler=bicubic,background=black,channels=1")]
    [TestCase(" Fit = PAD , resize=96x64,", "resize=96x64,fit=pad,resampler=bicubic,background=black,channels=3")]
    [TestCase("resize=32x32", "resize=32,fit=crop,resampler=bicubic,background=black,channels=3")]
    [TestCase("resize=none", "resize=none,background=black,channels=3")]
    [TestCase("background=#0A0b0C", "resize=64,fit=crop,resampler=bicubic,background=#0a0b0c,channels=3")]
    [TestCase("background=gray", "resize=64,fit=crop,resampler=bicubic,background=grey,channels=3")]
    [TestCase("background=#ffffff", "resize=64,fit=crop,resampler=bicubic,background=white,channels=3")]
    [TestCase("resampler=lanczos3,fit=stretch", "resize=64,fit=stretch,resampler=lanczos3,background=black,channels=3")]
    public void ToString_OfAParsedText_IsWholeAndReadBackEqual(string text, string whole)
    {
        ImagePreparation preparation = ImagePreparation.Parse(text);
        Assert.That(preparation.ToString(), Is.EqualTo(whole));
        Assert.That(ImagePreparation.Parse(whole), Is.EqualTo(preparation));
    }

    [Test]
    public void Equals_ToADefaultWithoutSize_LeavesIdlePartsOut()
    {
        ImagePreparation asItIs = ImagePreparation.Default with { Resize = null };
        Assert.That(asItIs with { Fit = ImageFit.Pad }, Is.EqualTo(asItIs));
        Assert.That(asItIs, Is.Not.EqualTo(ImagePreparation.Default));
    }

    [TestCase("size=64", "Unknown key of the preparation of images 'size': did you mean 'resize'? Known: resize, fit")]
    [TestCase("resze=64", "did you mean 'resize'?")]
    [TestCase("fit=cover", "Unknown fit 'cover'; known: crop, pad, stretch")]
    [TestCase("resampler=bicubik", "Unknown resampler 'bicubik': did you mean 'bicubic'?")]
    [TestCase("background=balck", "did you mean 'black'?")]
    [TestCase("background=#12345", "'#12345' is no colour: write six hexadecimal digits")]
    [TestCase("background=#+12345", "'#+12345' is no colour")]
    [TestCase("channels=grey", "'grey' is neither 3")]
    [TestCase("channels=2", "'2' is neither 3 (red, green, blue) nor 1 (grey)")]
    [TestCase("resize=7", "each side has 8 to 256 pixels")]
    [TestCase("resize=257x64", "each side has 8 to 256 pixels")]
    [TestCase("resize=-64", "write resize=64, resize=96x64")]
    [TestCase("resize=64x64x3", "write resize=64, resize=96x64")]
    [TestCase("resize=big", "write resize=64, resize=96x64")]
    [TestCase("resize", "'resize' is not of the form key=value")]
    [TestCase("resize=", "'resize=' is not of the form key=value")]
    [TestCase("resize=64,Resize=32", "resize stands twice")]
    [TestCase("resize=none,fit=pad", "fit changes nothing, since resize=none")]
    [TestCase("resampler=box,resize=none", "resampler changes nothing, since resize=none")]
    public void Parse_BadText_SaysWhatAndWhatToDo(string text, string sentence) =>
        Assert.That(() => ImagePreparation.Parse(text), Refused.With(sentence));

    [Test]
    public void Properties_OutOfRange_AreRefused()
    {
        Assert.That(() => ImagePreparation.Default with { Channels = 2 }, Refused.With("'2' is neither 3"));
        Assert.That(
            () => ImagePreparation.Default with { Resize = new ImageSize(64, 7) }, Refused.With("64x7 is out of range"));
    }
}
