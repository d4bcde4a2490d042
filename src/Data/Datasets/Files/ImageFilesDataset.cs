using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.ImageFiles;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>What becomes of image files that can't be used.</summary>
public enum BadFiles
{
    /// <summary>They are all named, and nothing is loaded.</summary>
    Stop,

    /// <summary>They are left out, with a warning.</summary>
    Skip,
}

/// <summary>In which order classes are numbered.</summary>
public enum ClassOrder
{
    /// <summary>By the characters of their names: 1, 10, 2.</summary>
    Ordinal,

    /// <summary>Numbers in names by their value: 1, 2, 10.</summary>
    Natural,
}

/// <summary>
/// Images of one's own: a folder with a folder a class, divided into train, val and test or not; a list of files and labels;
/// or an archive of either. They are decoded and prepared once and kept in <see cref="ImageCache"/>.
/// </summary>
/// <param name="Path">The folder, list (.csv, .parquet) or archive (.zip, .tar, .tar.gz).</param>
[Component(
    "images(path=PATH,prepare='resize=64',test=none,class-order=ordinal,bad-files=stop,max-side=16384,max-pixels=50331648,max-bytes=134217728)",
    "your own: a folder with a folder a class, a list (.csv, .parquet) or an archive; the path alone is enough")]
public sealed record ImageFilesDataset(string Path) : Dataset
{
    private const double DefaultTest = 0.2;

    /// <summary>The data set with the arguments of its form.</summary>
    /// <exception cref="InputException">An argument is out of its range.</exception>
    public ImageFilesDataset(ComponentArguments a)
        : this(a.Text("path"))
    {
        Prepare = ImagePreparation.Parse(a.Text("prepare"));
        Test = a.OptionalNumber("test");
        ClassOrder = OrderOf(a.Text("class-order"));
        BadFiles = PolicyOf(a.Text("bad-files"));
        Limits = new ImageLimits
        {
            MaxSide = a.Count("max-side", 1),
            MaxPixels = a.WholeNumber("max-pixels", 1),
            MaxBytes = a.WholeNumber("max-bytes", 1),
        };
        if (Test is not (null or (> 0 and < 1)))
            throw new InputException($"The share of the test images is {Test}; it must be over 0 and under 1.");
    }

    /// <summary>What becomes of every image file.</summary>
    public ImagePreparation Prepare { get; init; } = ImagePreparation.Default;

    /// <summary>
    /// Share of the images that becomes the test split, class by class, where nobody has divided them; null for a fifth.
    /// </summary>
    public double? Test { get; init; }

    /// <summary>In which order classes are numbered.</summary>
    public ClassOrder ClassOrder { get; init; }

    /// <summary>What becomes of files that can't be used.</summary>
    public BadFiles BadFiles { get; init; }

    /// <summary>Longest side of an image file in pixels.</summary>
    public int MaxSide => Limits.MaxSide;

    /// <summary>Most pixels of an image file.</summary>
    public long MaxPixels => Limits.MaxPixels;

    /// <summary>Most bytes of an image file.</summary>
    public long MaxBytes => Limits.MaxBytes;

    /// <summary>What a file may ask for.</summary>
    public ImageLimits Limits { get; init; } = ImageLimits.Default;

    /// <inheritdoc/>
    public override string? Title
    {
        get
        {
            string name = System.IO.Path.GetFileName(System.IO.Path.GetFullPath(Path).TrimEnd('/', '\\'));
            string stem = Directory.Exists(Path) ? name : name.Split('.')[0];
            return stem.Length > 0 ? stem : "images";
        }
    }

    /// <summary>An order of classes by its word: ordinal, natural.</summary>
    /// <exception cref="InputException">There is no such order.</exception>
    public static ClassOrder OrderOf(string word) => KnownNames.Find("order of classes", word, KnownNames.Of<ClassOrder>());

    /// <summary>What becomes of bad files by its word: stop, skip.</summary>
    /// <exception cref="InputException">There is no such word.</exception>
    public static BadFiles PolicyOf(string word) => KnownNames.Find("way with bad files", word, KnownNames.Of<BadFiles>());

    /// <summary>Whether a text that may be a name of the catalog is a path instead.</summary>
    public static bool IsPath(string text)
    {
        bool exists = Directory.Exists(text) || File.Exists(text);
        if (Catalog.Has(text) || (!exists && Catalog.Has(text.Split('(')[0].Trim())))
            return false;
        return exists || text.IndexOfAny(['/', '\\']) >= 0 || ImageList.IsList(text)
            || text.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            || TarStore.Endings.Any(ending => text.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The data set of a path, all else as usual.</summary>
    internal static Component<Dataset> At(string path)
    {
        // In full, so that the run is found again from any folder.
        ImageFilesDataset files = new(System.IO.Path.GetFullPath(path));
        return new Component<Dataset>(path, ComponentWriter.Text(files), files);
    }

    /// <inheritdoc/>
    public override (ImageSet Train, ImageSet Test) Load(ulong seed)
    {
        DatasetSplits splits = LoadSplits(new DatasetContext(seed));
        return (splits.Train, splits.Test);
    }

    /// <inheritdoc/>
    public override DatasetSplits LoadSplits(DatasetContext context)
    {
        ImageCacheFile file = Open(context);
        IndexedImage[] bad = [.. file.Index.Images.Where(image => image.Fault is not null)];
        if (bad.Length > 0 && BadFiles == BadFiles.Stop)
            throw FilesDivision.Refused(bad, file.Index.Images.Length);
        return new FilesDivision(file, Test, ClassOrder).Divide(context.Seed, DefaultTest);
    }

    /// <summary>Every file that can't be used, with the reason, and how many files there are.</summary>
    /// <exception cref="InputException">The source can't be read, or no image of it.</exception>
    public (IReadOnlyList<string> Faults, int Files) Check(DatasetContext context)
    {
        ImageIndex index = Open(context).Index;
        return ([.. index.Images.Where(image => image.Fault is not null).Select(image => image.Fault!)], index.Images.Length);
    }

    private ImageCacheFile Open(DatasetContext context) =>
        ImageCache.Open(new SourceFinder(Path), Prepare, Limits, context);
}
