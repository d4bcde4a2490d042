using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Layers;

namespace IlgpuCnn.Network.Runs;

/// <summary>How many images a run has on its device, and of what size.</summary>
/// <param name="Train">Training images.</param>
/// <param name="Others">Images for validation and test.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Shape">Extents of each.</param>
/// <param name="FromFiles">Whether they were made of image files, so that they can be made smaller.</param>
public readonly record struct ImageCounts(int Train, int Others, int Classes, ImageShape Shape, bool FromFiles)
{
    private const int LeastSide = 8;

    /// <summary>All images.</summary>
    public long All => (long)Train + Others;

    /// <summary>What makes them fit where only a share of their bytes has room.</summary>
    /// <param name="share">The share, under 1.</param>
    internal string Advice(double share)
    {
        long perClass = (long)((share * All) - Others) / Math.Max(1, Classes);
        double side = Math.Sqrt(share);
        (int width, int height) = ((int)(side * Shape.W / LeastSide) * LeastSide, (int)(side * Shape.H / LeastSide) * LeastSide);
        List<string> ways = [];
        if (FromFiles && width >= LeastSide && height >= LeastSide)
            ways.Add($"{new Setting("prepare")} resize={(width == height ? $"{width}" : $"{width}x{height}")}");
        if (perClass >= 1)
            ways.Add($"{new Setting("limit")} {perClass} (training images of a class)");
        ways.Add($"another {new Setting("device")}");
        return $"give {string.Join(", or ", ways)}.";
    }
}
