using System.Numerics;
using IlgpuCnn.Bench.Peer;
using IlgpuCnn.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;
using Layer = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace IlgpuCnn.TorchPeer;

/// <summary>
/// Our networks, written as one would write them for PyTorch; the names are those in our weights' files.
/// </summary>
internal static class Networks
{
    private const int Channels = 3;

    /// <exception cref="InputException">Unknown.</exception>
    public static Sequential Create(PeerSettings settings) => settings.Model switch
    {
        "seed" => Seed([32, 64, 128], settings),
        "seed-wide" => Seed([64, 128, 256], settings),
        "small-mammals" => SmallMammals(settings),
        "vgg-gap" => VggGap(settings),
        _ => throw new InputException(
            $"TorchPeer has no network '{settings.Model}': give seed, seed-wide, small-mammals or vgg-gap."),
    };

    // For 32×32 images: 30, 28, 14, 12, 6 rows and columns.
    private static Sequential Seed(int[] widths, PeerSettings s) => Sequential(
        ("conv1", Conv2d(Channels, widths[0], 3)),
        ("relu1", ReLU(inplace: true)),
        ("conv2", Conv2d(widths[0], widths[1], 3)),
        ("relu2", ReLU(inplace: true)),
        ("pool1", MaxPool2d(2)),
        ("conv3", Conv2d(widths[1], widths[2], 3)),
        ("relu3", ReLU(inplace: true)),
        ("pool2", MaxPool2d(2)),
        ("flatten", Flatten()),
        ("fc1", Linear(widths[2] * ((((s.Height - 4) / 2) - 2) / 2) * ((((s.Width - 4) / 2) - 2) / 2), 256)),
        ("relu4", ReLU(inplace: true)),
        ("dropout1", Dropout(0.5)),
        ("fc2", Linear(256, s.Classes)));

    // For 32×32 images: 2 rows and columns are left of them.
    private static Sequential SmallMammals(PeerSettings s)
    {
        List<(string Name, Layer Layer)> layers = [];
        int before = Channels;
        int number = 0;
        foreach ((int channels, int kernel) in new[] { (32, 3), (64, 3), (128, 3), (256, 2) })
        {
            for (int i = 0; i < 2; i++)
            {
                number++;
                // 'Same' of an even kernel is a row and a column more at the end: libtorch, too, pads beforehand.
                if (kernel % 2 == 0)
                    layers.Add(($"pad{number}", ZeroPad2d((0, 1, 0, 1))));
                layers.Add(($"conv{number}", Conv2d(before, channels, kernel, padding: (kernel - 1) / 2)));
                layers.Add(($"elu{number}", ELU(inplace: true)));
                before = channels;
            }

            layers.Add(($"pool{number / 2}", MaxPool2d(2)));
            layers.Add(($"dropout{number / 2}", Dropout(0.25)));
        }

        layers.Add(("flatten", Flatten()));
        layers.Add(("fc1", Linear(before * (s.Height / 16) * (s.Width / 16), 512)));
        layers.Add(("elu9", ELU(inplace: true)));
        layers.Add(("dropout5", Dropout(0.5)));
        layers.Add(("fc2", Linear(512, s.Classes)));
        return Sequential(layers);
    }

    private static Sequential VggGap(PeerSettings s)
    {
        List<(string Name, Layer Layer)> layers = [];
        int before = Channels;
        int number = 0;
        int blocks = Math.Max(4, BitOperations.Log2((uint)Math.Min(s.Height, s.Width)) - 2);
        for (int block = 0; block < blocks; block++)
        {
            int channels = Math.Min(32 << block, 256);
            for (int i = 0; i < (block < 2 ? 1 : 2); i++)
            {
                number++;
                layers.Add(($"conv{number}", Conv2d(before, channels, 3, padding: 1)));
                layers.Add(($"relu{number}", ReLU(inplace: true)));
                before = channels;
            }

            layers.Add(($"pool{block + 1}", MaxPool2d(2)));
        }

        layers.Add(("average", AdaptiveAvgPool2d(1)));
        layers.Add(("flatten", Flatten()));
        layers.Add(("dropout1", Dropout(0.5)));
        layers.Add(("fc1", Linear(before, s.Classes)));
        return Sequential(layers);
    }
}
