using System.IO.MemoryMappedFiles;
using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>Pixels in a file that is mapped into memory: some of its images, in some order. They stay mapped while they
/// are used.</summary>
internal sealed unsafe class MappedPixels : ImagePixels
{
    private readonly Mapping mapping;
    private readonly int[] rows;
    private readonly int imageLength;

    /// <summary>Some images of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">Where the first image begins.</param>
    /// <param name="imageLength">Bytes of an image.</param>
    /// <param name="rows">Which images.</param>
    /// <exception cref="IOException">It can't be mapped.</exception>
    public MappedPixels(string path, long offset, int imageLength, int[] rows)
        : this(new Mapping(path, offset), imageLength, rows)
    {
    }

    private MappedPixels(Mapping mapping, int imageLength, int[] rows)
    {
        this.mapping = mapping;
        this.imageLength = imageLength;
        this.rows = rows;
    }

    /// <inheritdoc/>
    public override long Length => (long)rows.Length * imageLength;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Image(int index, int imageLength)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(imageLength, this.imageLength);
        return new ReadOnlySpan<byte>(mapping.Pixels + ((long)rows[index] * imageLength), imageLength);
    }

    /// <inheritdoc/>
    public override ImagePixels Select(IReadOnlyList<int> indices, int imageLength) =>
        new MappedPixels(mapping, imageLength, [.. indices.Select(i => rows[i])]);

    private sealed class Mapping
    {
        private readonly MemoryMappedFile file;
        private readonly MemoryMappedViewAccessor view;

        public Mapping(string path, long offset)
        {
            FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            file = MemoryMappedFile.CreateFromFile(
                stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            Pixels = start + offset;
        }

        ~Mapping()
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file.Dispose();
        }

        public byte* Pixels { get; }
    }
}
