using System.Buffers;
using System.Runtime.CompilerServices;
using SixLabors.ImageSharp.Memory;

namespace IlgpuCnn.Data.ImageFiles;

/// <content>The memory of one image.</content>
public sealed partial class ImageReader
{
    /// <summary>
    /// Memory for one image: it gives out buffers of a shared pool, all of them empty, and no more at a time than a bound.
    /// Decoders leave parts of a damaged image as the buffer was, which must not be what another image left there.
    /// </summary>
    /// <param name="pool">Where the buffers come from.</param>
    /// <param name="most">Bytes that may be in use at a time.</param>
    private sealed class BoundedAllocator(MemoryAllocator pool, long most) : MemoryAllocator
    {
        // The length up to which images are in one piece, that of the pool's blocks.
        private const int BlockBytes = 4 << 20;

        private long used;

        public override IMemoryOwner<T> Allocate<T>(int length, AllocationOptions options = AllocationOptions.None)
        {
            long bytes = (long)length * Unsafe.SizeOf<T>();
            if (length < 0 || Interlocked.Add(ref used, bytes) > most)
                throw new InvalidMemoryOperationException($"it takes more than the {most} bytes that an image of its size needs");
            return new Part<T>(this, pool.Allocate<T>(length, AllocationOptions.Clean), bytes);
        }

        protected override int GetBufferCapacityInBytes() => BlockBytes;

        private sealed class Part<T>(BoundedAllocator allocator, IMemoryOwner<T> owner, long bytes) : IMemoryOwner<T>
            where T : struct
        {
            private bool isDisposed;

            public Memory<T> Memory => owner.Memory;

            public void Dispose()
            {
                if (isDisposed)
                    return;
                isDisposed = true;
                owner.Dispose();
                Interlocked.Add(ref allocator.used, -bytes);
            }
        }
    }
}
