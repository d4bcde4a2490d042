using IlgpuCnn.Data.Images;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Data.Images;

public sealed class ImageSetTests
{
    private static readonly ImageSet Images = MadeUpImages.Random(3, 2, height: 4, width: 5);

    private static IEnumerable<TestCaseData> Wrong =>
    [
        Case(Images with { Labels = [0, 2, 1] }, "The label of image 1 is 2; with 2 class names it must be 0 to 1."),
        Case(Images with { Labels = [0, 1, -1] }, "The label of image 2 is -1; with 2 class names it must be 0 to 1."),
        Case(Images with { Labels = [0, 1] }, "2 images of 4×5×3 are 120 bytes of pixels; these are 180."),
        Case(Images with { Channels = 1 }, "3 images of 4×5×1 are 60 bytes of pixels; these are 180."),
        Case(Images with { Pixels = Array.Empty<byte>(), Labels = [] }, "A set of 0 images of 4×5×3 holds nothing."),
        Case(Images with { Files = ["a.png"] }, "Files has 1 entries for 3 images."),
        Case(Images with { Difficulty = [0.5f] }, "Difficulty has 1 entries for 3 images."),
    ];

    [Test]
    public void Check_OfASetThatHoldsTogether_SaysNothing() => Assert.That(Images.Check, Throws.Nothing);

    [TestCaseSource(nameof(Wrong))]
    public void Check_OfPartsThatDontBelongTogether_SaysWhich(ImageSet images, string message)
    {
        Assert.That(images.Check, Refused.With(message));
        Assert.That(
            () => new DeviceImages(TestDevices.Get("cpu"), images, [0, 0, 0], [1, 1, 1]), Refused.With(message));
    }

    private static TestCaseData Case(ImageSet images, string message) =>
        new TestCaseData(images, message).SetArgDisplayNames(message);
}
