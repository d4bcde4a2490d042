namespace IlgpuCnn.Data.ImageFiles;

/// <summary>
/// The frame of a JPEG and the scans that fill it, ITU-T T.81, B.2.2 and B.2.3. Every number is checked that a decoder
/// takes for an index: it trusts them.
/// </summary>
internal sealed class JpegFrame
{
    // Writers make ten scans of a progressive image, some two dozen; each costs a pass over all pixels, and takes few bytes
    // to ask for: fifty of the largest images that are read by default take ten seconds.
    private const int MostScans = 50;

    private readonly bool isProgressive;
    private readonly byte[] components;
    private readonly HashSet<byte> seen = [];
    private int scans;

    private JpegFrame(ImageSize size, bool isProgressive, byte[] components)
    {
        Size = size;
        this.isProgressive = isProgressive;
        this.components = components;
    }

    public ImageSize Size { get; }

    public static bool IsStart(int marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    public static JpegFrame Read(ImageBytes file, int marker, ReadOnlySpan<byte> segment)
    {
        string? kind = marker switch
        {
            <= 0xC2 => null,
            0xC3 => "lossless",
            < 0xC8 => "hierarchical",
            _ => "arithmetically coded",
        };
        if (kind is not null)
            throw file.NotRead($"is a JPEG of a kind that is not read, {kind}: convert it");
        if (segment.Length < 8 || segment.Length != 8 + (3 * segment[7]))
            throw file.Damaged("its frame header has a wrong length");
        if (segment[2] != 8)
            throw file.NotRead($"is a JPEG of {segment[2]} bits a component, and only 8 are read: convert it");
        ImageSize size = new((segment[5] << 8) | segment[6], (segment[3] << 8) | segment[4]);
        if (size.Pixels == 0)
            throw file.Damaged("its header has a side of no pixels");
        byte[] components = new byte[segment[7]];
        if (components.Length is not (1 or 3 or 4))
            throw file.NotRead($"is a JPEG of {components.Length} components, and only 1, 3 and 4 are read: convert it");
        for (int i = 0; i < components.Length; i++)
            components[i] = segment[8 + (3 * i)];
        return components.Distinct().Count() == components.Length
            ? new JpegFrame(size, marker == 0xC2, components)
            : throw file.Damaged("two of its components have one name");
    }

    public void AddScan(ImageBytes file, ReadOnlySpan<byte> segment)
    {
        if (++scans > MostScans)
            throw file.Damaged($"it has more than {MostScans} scans");
        if (segment.Length < 3 || segment.Length != 6 + (2 * segment[2]) || segment[2] is 0 or > 4)
            throw file.Damaged("a scan header has a wrong length");
        HashSet<byte> inScan = [];
        for (int i = 0; i < segment[2]; i++)
        {
            byte component = segment[3 + (2 * i)];
            bool isNew = inScan.Add(component) && (seen.Add(component) || isProgressive);
            if (!components.Contains(component) || !isNew)
                throw file.Damaged("a scan has components that are not to be in it");
        }

        // The decoder takes a scan of more than one component for one of all.
        if (!isProgressive && inScan.Count != 1 && inScan.Count != components.Length)
            throw file.NotRead($"is a JPEG with a scan of {inScan.Count} of its {components.Length} components, which is not read: convert it");
        CheckBand(file, segment[^3], segment[^2], segment[^1] >> 4, segment[^1] & 15, inScan.Count);
    }

    public void CheckComplete(ImageBytes file)
    {
        if (seen.Count != components.Length)
            throw file.CutShort($"{components.Length - seen.Count} of its {components.Length} components are missing");
    }

    // Table B.3. What a baseline scan says here is not used by any decoder, and some writers have it wrong.
    private void CheckBand(ImageBytes file, int first, int last, int high, int low, int inScan)
    {
        if (!isProgressive)
            return;
        bool isBand = first == 0 ? last == 0 : first <= last && last <= 63 && inScan == 1;
        if (!isBand || low > 13 || (high != 0 && high != low + 1))
            throw file.Damaged("a progressive scan has a band that JPEG does not know");
    }
}
