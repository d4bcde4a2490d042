using System.IO.Hashing;
using System.Text;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>Numbers the classes of prepared images, and divides the images as their source does, or by shares.</summary>
internal sealed class FilesDivision
{
    private readonly ImageCacheFile file;
    private readonly double? test;
    private readonly string[] classes;
    private readonly int[] usable;
    private readonly int[] labels;

    /// <param name="file">The prepared images.</param>
    /// <param name="test">Share of the test images, where somebody asked for one.</param>
    /// <param name="order">In which order classes are numbered.</param>
    public FilesDivision(ImageCacheFile file, double? test, ClassOrder order)
    {
        this.file = file;
        this.test = test;
        classes = [.. file.Index.Classes.Order(order == ClassOrder.Natural ? NaturalOrder.Instance : StringComparer.Ordinal)];
        Dictionary<string, int> numbers = classes.Index().ToDictionary(each => each.Item, each => each.Index);
        usable = [.. Enumerable.Range(0, Images.Length).Where(i => Images[i].Fault is null)];
        labels = [.. usable.Select(i => numbers[Images[i].Class])];
    }

    private IndexedImage[] Images => file.Index.Images;

    /// <summary>All bad files in one message.</summary>
    public static InputException Refused(IReadOnlyList<IndexedImage> bad, int all) => new(
        $"{bad.Count} of {all} image files can't be used; mend or remove them, or leave them out by {new Setting("bad-files")} "
        + $"skip:\n{string.Join('\n', bad.Select(image => $"  {image.Fault}"))}");

    /// <summary>The splits.</summary>
    /// <param name="seed">Decides which images a share takes.</param>
    /// <param name="usualTest">Share of the test images, where nobody asked for one and the source has none.</param>
    /// <exception cref="InputException">A share was asked for and the source has test images, or a split is empty.</exception>
    public DatasetSplits Divide(ulong seed, double usualTest)
    {
        ILookup<SplitKind, int> given = Enumerable.Range(0, usable.Length)
            .ToLookup(i => Images[usable[i]].Split ?? SplitKind.Train);
        bool hasTest = given[SplitKind.Test].Any();
        if (hasTest && test is not null)
        {
            throw new InputException(
                $"The images have a test split of their own: leave out {new Setting("test")}, which would take a share of the "
                + "training images.");
        }

        int[] train = [.. given[SplitKind.Train]];
        int[] apart = [.. given[SplitKind.Test]];
        if (!hasTest)
        {
            // By the files' names, so that a few more files leave nearly all images on the side on which they were.
            int[] all = train;
            (int[] kept, int[] taken) = StratifiedSplit.Of(
                [.. all.Select(i => labels[i])], test ?? usualTest,
                i => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(Images[usable[all[i]]].Name), unchecked((long)seed)));
            (train, apart) = ([.. kept.Select(i => all[i])], [.. taken.Select(i => all[i])]);
        }

        if (train.Length == 0 || apart.Length == 0)
        {
            throw new InputException(
                $"{Plural.Of(usable.Length, "usable image")} leave {train.Length} for training and {apart.Length} for the test: "
                + "each needs one at least.");
        }

        int[] choosing = [.. given[SplitKind.Validation]];
        return new DatasetSplits(
            Set(train), choosing.Length > 0 ? Set(choosing) : null, Set(apart), Warnings(train, choosing, apart));
    }

    private ImageSet Set(int[] chosen)
    {
        ImageIndex index = file.Index;
        return new ImageSet(
            index.Height, index.Width, index.Channels, file.Pixels([.. chosen.Select(i => usable[i])]),
            [.. chosen.Select(i => labels[i])], classes, null, [.. chosen.Select(i => Images[usable[i]].Name)]);
    }

    private List<string> Warnings(int[] train, int[] validation, int[] apart)
    {
        FilesFindings findings = new(classes, i => labels[i], i => Images[usable[i]]);
        List<string> warnings = [.. file.Index.Notes];
        int bad = Images.Length - usable.Length;
        if (bad > 0)
        {
            warnings.Add(
                $"{NumberText.Count(bad)} of {Plural.Of(Images.Length, "image file")} can't be used and "
                + $"{(bad == 1 ? "is" : "are")} left out: 'data check' names them.");
        }

        warnings.AddRange(findings.OfClasses(train, validation, apart));
        warnings.AddRange(findings.OfTwins(train, validation, apart));
        return warnings;
    }
}
