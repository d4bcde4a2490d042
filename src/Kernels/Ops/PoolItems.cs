using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>The items of a pooling launch: each is one pixel times <paramref name="Width"/> channels.</summary>
/// <param name="Count">Items in all.</param>
/// <param name="Width">Channels of an item.</param>
/// <param name="Split">How the items are spread over the device.</param>
internal readonly record struct PoolItems(int Count, int Width, WorkSplit Split)
{
    /// <summary>The items of <paramref name="length"/> elements of images of so many channels.</summary>
    public static PoolItems Of(ComputeDevice device, int length, int channels)
    {
        int width = device.ItemWidth(channels);
        return new PoolItems(length / width, width, device.Split(length / width));
    }
}
