using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Tests.Kernels.Devices;

public sealed class ServiceTests
{
    [Test]
    public void Service_AskedForTwice_IsMadeOnceAndDisposedWithTheDeviceLatestFirst()
    {
        List<string> ended = [];
        using (ComputeDevice device = ComputeDevice.Open("cpu", threads: 1))
        {
            First first = device.Service(_ => new First(ended));
            Second second = device.Service(_ => new Second(ended));
            Assert.That(device.Service(_ => new First(ended)), Is.SameAs(first));
            Assert.That(device.Service(_ => new Second(ended)), Is.SameAs(second));
            Assert.That(ended, Is.Empty);
        }

        Assert.That(ended, Is.EqualTo(new[] { nameof(Second), nameof(First) }));
    }

    private sealed class First(List<string> ended) : IDisposable
    {
        public void Dispose() => ended.Add(nameof(First));
    }

    private sealed class Second(List<string> ended) : IDisposable
    {
        public void Dispose() => ended.Add(nameof(Second));
    }
}
