using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Data.Images;

/// <summary>Copies the bytes of a set of images to a device, a block at a time: no second copy of them is made here.</summary>
public static class DevicePixels
{
    private const int BlockBytes = 4 << 20;

    /// <summary>All pixels of a set on a device, (N, H, W, C). The caller owns the buffer.</summary>
    /// <exception cref="InputException">The device's memory is used up.</exception>
    public static MemoryBuffer1D<byte, Stride1D.Dense> Allocate(ComputeDevice device, ImageSet images)
    {
        int length = images.ImageLength;
        int perBlock = Math.Clamp(BlockBytes / length, 1, images.Count);
        byte[] block = new byte[perBlock * length];
        MemoryBuffer1D<byte, Stride1D.Dense> pixels = device.Allocate<byte>(images.Pixels.Length);
        for (int first = 0; first < images.Count; first += perBlock)
        {
            int count = Math.Min(perBlock, images.Count - first);
            for (int i = 0; i < count; i++)
                images.Image(first + i).CopyTo(block.AsSpan(i * length, length));
            pixels.View.SubView((long)first * length, (long)count * length)
                .CopyFromCPU(device.Stream, block.AsSpan(0, count * length));
            device.Synchronize();
        }

        return pixels;
    }
}
