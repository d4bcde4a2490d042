namespace IlgpuCnn.Data.Datasets.Cifar;

/// <summary>
/// The binary layout of a CIFAR data set (Krizhevsky 2009): records of label bytes and 3,072 bytes of R, G and B
/// planes.
/// </summary>
/// <param name="Name">The data set's name on the command line.</param>
/// <param name="Title">Its name in sentences.</param>
/// <param name="Labels">What each label byte of a record is, with the file that lists its class names.</param>
/// <param name="TrainFiles">Training files, in order.</param>
/// <param name="TestFile">Test file.</param>
internal sealed record RecordFormat(
    string Name, string Title, (string Kind, string NamesFile, int Classes)[] Labels, string[] TrainFiles,
    string TestFile)
{
    /// <summary>Rows and columns of an image.</summary>
    public const int Side = 32;

    /// <summary>Bytes of an image.</summary>
    public const int ImageLength = 3 * Side * Side;

    /// <summary>CIFAR-100.</summary>
    public static RecordFormat Cifar100 { get; } = new(
        "cifar100", "CIFAR-100",
        [("coarse", "coarse_label_names.txt", 20), ("fine", "fine_label_names.txt", 100)],
        ["train.bin"], "test.bin");

    /// <summary>CIFAR-10.</summary>
    public static RecordFormat Cifar10 { get; } = new(
        "cifar10", "CIFAR-10",
        [("fine", "batches.meta.txt", 10)],
        [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")], "test_batch.bin");

    /// <summary>Bytes of a record.</summary>
    public int RecordLength => Labels.Length + ImageLength;

    /// <summary>All files that must be there.</summary>
    public IEnumerable<string> Files => [.. Labels.Select(label => label.NamesFile), .. TrainFiles, TestFile];
}
