using IlgpuCnn.Bench.Peer;
using static TorchSharp.torch;

namespace IlgpuCnn.TorchPeer;

/// <summary>
/// A set of images as bytes in a tensor, in the order that the network reads them: batches are gathered rows.
/// </summary>
internal sealed class TorchImages
{
    private readonly bool channelsLast;
    private readonly Tensor pixels;
    private readonly Tensor labels;
    private readonly Tensor scale;
    private readonly Tensor shift;

    public TorchImages(PeerSettings s, PeerImages images, bool channelsLast)
    {
        this.channelsLast = channelsLast;
        Count = images.Labels.Length;
        Tensor asRead = tensor(images.Pixels, [Count, s.Height, s.Width, s.Channels]);
        pixels = Ordered(asRead, channelsLast);
        labels = tensor(images.Labels, dtype: int64);

        // Of a whole image's extents: rows of three are slow to spread over a batch.
        float[] scales = [.. s.Deviation.Select(deviation => 1 / (255 * deviation))];
        float[] shifts = [.. s.Mean.Select((mean, c) => -mean / s.Deviation[c])];
        long[] extents = [1, s.Height, s.Width, s.Channels];
        scale = Ordered(tensor(scales).expand(extents), channelsLast);
        shift = Ordered(tensor(shifts).expand(extents), channelsLast);
    }

    /// <summary>Number of images.</summary>
    public int Count { get; }

    /// <summary>Normalised images (N, C, H, W) and the labels of the rows in <paramref name="indices"/>.</summary>
    public (Tensor X, Tensor Labels) Batch(Tensor indices) =>
        (Normalised(pixels.index_select(0, indices)), labels.index_select(0, indices));

    /// <summary>The same of neighbouring rows.</summary>
    public (Tensor X, Tensor Labels) Batch(int position, int n) =>
        (Normalised(pixels.narrow(0, position, n)), labels.narrow(0, position, n));

    private Tensor Normalised(Tensor bytes)
    {
        Tensor x = bytes.to(float32).mul_(scale).add_(shift);
        return channelsLast ? x.permute(0, 3, 1, 2) : x;
    }

    private static Tensor Ordered(Tensor images, bool channelsLast) =>
        (channelsLast ? images : images.permute(0, 3, 1, 2)).contiguous();
}
