using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets.Shapes;

/// <summary>
/// The data set that needs no download: one textured shape an image, 32×32×3, made from a seed. Its 20 classes are 5
/// shapes × 4 textures; place, size, rotation, colours and the texture's phase say nothing about the class. Each image
/// has four amounts in [0, 1] of what makes it hard: clutter behind the shape, lack of contrast, occlusion, noise.
/// Their mean is its <see cref="ImageSet.Difficulty"/>. Image i of a split is a function of the seed, the split and i,
/// by arithmetic that is exactly rounded everywhere, so it has the same bytes on every machine.
/// </summary>
/// <param name="Train">Training images.</param>
/// <param name="Test">Test images.</param>
[Component("shapes(train=10000,test=2000)", "generated: one textured shape an image, of known difficulty, 20 classes")]
public sealed record ShapesDataset(int Train = 10_000, int Test = 2_000) : Dataset
{
    private const int Side = 32;
    private const int ImageLength = Side * Side * 3;

    private static readonly string[] ClassNames =
    [
        .. from shape in Enum.GetNames<Shape>()
        from texture in Enum.GetNames<Texture>()
        select $"{shape}-{texture}".ToLowerInvariant(),
    ];

    /// <summary>The data set with the arguments of its form.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public ShapesDataset(ComponentArguments a)
        : this(a.Count("train"), a.Count("test"))
    {
    }

    /// <summary>Training and test images, the classes in turn.</summary>
    /// <exception cref="InputException">A size is under the number of classes, or more than an array holds.</exception>
    public override (ImageSet Train, ImageSet Test) Load(ulong seed) =>
        (Split(Train, seed, split: 0, "train"), Split(Test, seed, split: 1, "test"));

    private static ImageSet Split(int count, ulong seed, uint split, string argument)
    {
        if (count < ClassNames.Length)
        {
            throw new InputException(
                $"shapes has {argument}={count} images; it needs at least {ClassNames.Length}, one of each class.");
        }

        if (count > Array.MaxLength / ImageLength)
        {
            throw new InputException(
                $"shapes has {argument}={count} images; more than {Array.MaxLength / ImageLength} can't be held.");
        }

        byte[] pixels = new byte[count * ImageLength];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % ClassNames.Length)];
        float[] difficulty = new float[count];
        Parallel.For(0, count, () => new ShapeCanvas(), (i, _, canvas) =>
        {
            ShapeScene scene = new(new ShapeRandom(seed, split, (uint)i), labels[i]);
            scene.Draw(canvas, pixels.AsSpan(i * ImageLength, ImageLength));
            difficulty[i] = scene.Difficulty;
            return canvas;
        }, _ => { });
        return new ImageSet(Side, Side, 3, pixels, labels, ClassNames, difficulty);
    }
}
