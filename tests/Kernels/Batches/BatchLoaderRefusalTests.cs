using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Kernels.Batches;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Batches;

/// <summary>What <see cref="BatchLoader"/> refuses before anything reaches the device.</summary>
public sealed class BatchLoaderRefusalTests
{
    private static ComputeDevice Device => TestDevices.Get("cpu");

    [TestCase("Pixels", "Pixels holds 59 elements")]
    [TestCase("MeanLuma", "MeanLuma holds 4 elements")]
    [TestCase("Mean", "Mean holds 2 elements")]
    [TestCase("Deviation", "Deviation holds 2 elements")]
    [TestCase("x", "x holds 23 elements")]
    [TestCase("labels", "labels holds 1 elements")]
    [TestCase("indices", "indices holds 1 elements")]
    public void Load_ViewTooShort_SaysWhich(string shortOne, string sentence)
    {
        int Length(string name, int length) => name == shortOne ? length - 1 : length;
        using var pixels = Device.Allocate<byte>(Length("Pixels", 60));
        using var all = Device.Allocate<int>(5);
        using var meanLuma = Device.Allocate<float>(Length("MeanLuma", 5));
        using var mean = Device.Allocate<float>(Length("Mean", 3));
        using var deviation = Device.Allocate<float>(Length("Deviation", 3));
        using var x = Device.Allocate<float>(Length("x", 24));
        using var labels = Device.Allocate<int>(Length("labels", 2));
        using var indices = Device.Allocate<int>(Length("indices", 2));
        using var draw = Device.Allocate<BatchSelection>(1);
        BatchSource source = new(pixels.View, all.View, all.View, meanLuma.View, mean.View, deviation.View);
        Assert.That(
            () => new BatchLoader(Device).Load(
                BatchShape.Create(2, 2, 2, 3), draw.View, AugmentationText.Parse("jitter").Value, source, x.View,
                labels.View, indices.View),
            Throws.ArgumentException.With.Message.Contains(sentence));
    }

    [TestCase(4, 0, "Elements 0 to 4 were asked for, but 4 are visible")]
    [TestCase(5, 1, "Elements 1 to 5 were asked for, but 5 are visible")]
    [TestCase(5, -1, "Position must be at least 0")]
    [TestCase(6, 0, "order holds 5 elements")]
    public void Require_BatchBeyondTheImages_SaysWhich(int visible, int position, string sentence)
    {
        using var order = Device.Allocate<int>(5);
        Assert.That(
            () => new BatchSelection(default, visible, position, 1, 1).Require(5, order.View),
            Throws.InstanceOf<ArgumentException>().With.Message.Contains(sentence));
    }

    [TestCase("hue", 1, "one channel have no hue to change: in place of jitter, saturation and hue, augment them by ")]
    [TestCase("saturation,contrast", 1, "one channel have no saturation to change")]
    [TestCase("jitter", 1, "no saturation and no hue to change: ")]
    [TestCase("jitter", 1, "augment them by brightness(amount=0.2),contrast(amount=0.2).")]
    [TestCase("brightness", 2, "Colour jitter needs images of 1 or 3 channels, and these have 2")]
    [TestCase("crop(padding=2)", 3, "A crop by 2 pixels can leave nothing of images of 2×3: give at most 1.")]
    public void Load_BadRequest_SaysWhatAndWhatToDo(string augmentation, int channels, string sentence)
    {
        using var bytes = Device.Allocate<byte>(90);
        using var floats = Device.Allocate<float>(90);
        using var ints = Device.Allocate<int>(5);
        using var draw = Device.Allocate<BatchSelection>(1);
        BatchSource source = new(bytes.View, ints.View, ints.View, floats.View, floats.View, floats.View);
        Assert.That(
            () => new BatchLoader(Device).Load(
                BatchShape.Create(5, 2, 3, channels), draw.View, AugmentationText.Parse(augmentation).Value, source,
                floats.View, ints.View, ints.View),
            Throws.InstanceOf<Exception>().With.Message.Contains(sentence));
    }

    [Test]
    public void MeanLuma_ViewTooShort_SaysWhich()
    {
        using var pixels = Device.Allocate<byte>(24);
        using var meanLuma = Device.Allocate<float>(1);
        BatchLoader op = new(Device);
        Assert.That(
            () => op.MeanLuma(2, 4, 3, pixels.View, meanLuma.View),
            Throws.ArgumentException.With.Message.Contains("meanLuma holds 1 elements"));
        Assert.That(
            () => op.MeanLuma(2, 5, 3, pixels.View, meanLuma.View),
            Throws.ArgumentException.With.Message.Contains("pixels holds 24 elements"));
        Assert.That(
            () => op.MeanLuma(2, 4, 2, pixels.View, meanLuma.View),
            Throws.InstanceOf<ArgumentException>().With.Message.Contains("channels must be 1 or 3"));
    }

    [TestCase(0, 1, 1, 1, "n must be at least 1")]
    [TestCase(1, 1, 1, 0, "c must be at least 1")]
    [TestCase(1 << 20, 1 << 10, 1, 2, "has more than 2147483647 elements")]
    public void Create_BadShape_SaysWhy(int n, int h, int w, int c, string sentence) => Assert.That(
        () => BatchShape.Create(n, h, w, c), Throws.InstanceOf<ArgumentException>().With.Message.Contains(sentence));
}
