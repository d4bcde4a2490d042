using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;

namespace OwnComponents;

/// <summary>Generated images of stripes, lying or standing, in noise: two classes, 16×16×3.</summary>
/// <param name="Train">Training images.</param>
/// <param name="Test">Test images.</param>
[Component("stripes(train=1000,test=200)", "generated: lying and standing stripes in noise")]
public sealed record StripesDataset(int Train = 1000, int Test = 200) : Dataset
{
    private const int Side = 16;

    /// <summary>The data set with the arguments of its form, checked.</summary>
    public StripesDataset(ComponentArguments a)
        : this(a.Count("train", 2, 100_000), a.Count("test", 2, 100_000))
    {
    }

    /// <inheritdoc/>
    public override (ImageSet Train, ImageSet Test) Load(ulong seed)
    {
        Random random = new((int)seed);
        return (Draw(Train, random), Draw(Test, random));
    }

    private static ImageSet Draw(int count, Random random)
    {
        byte[] pixels = new byte[count * Side * Side * 3];
        random.NextBytes(pixels);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 2)];
        for (int p = 0; p < count * Side * Side; p++)
        {
            int along = labels[p / (Side * Side)] == 0 ? p / Side % Side : p % Side;
            if (along % 4 < 2)
                pixels.AsSpan(p * 3, 3).Fill(255);
        }

        return new ImageSet(Side, Side, 3, pixels, labels, ["lying", "standing"]);
    }
}
