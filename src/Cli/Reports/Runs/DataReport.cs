using IlgpuCnn.Cli.Reports.Scores;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Text;

namespace IlgpuCnn.Cli.Reports.Runs;

/// <summary>What is in a data set: sizes, statistics of its channels, images of each class.</summary>
internal static class DataReport
{
    private const int Digits = 4;
    private const int PerClass = 6;
    private const int MostPictureBytes = 3_400_000;

    /// <summary>The report as a page, with some images of each class.</summary>
    public static Report ForPage(ImageData data)
    {
        ContactSheet sheet = new(data.Train, [.. Enumerable.Range(0, data.Train.Count)], PerClass);
        return new Report(
            $"Data set {data.Name}",
            [
                new ReportText("", data.Warnings, IsNotice: true), .. Of(data).Blocks,
                sheet.ToBlock(
                    "Images of each class", $"The first and the last training images of each class, at most {2 * PerClass}",
                    $"Training images of {data.Name}", MostPictureBytes),
            ]);
    }

    /// <summary>The whole report.</summary>
    public static Report Of(ImageData data)
    {
        ImageSet train = data.Train;
        ChannelStatistics statistics = ChannelStatistics.Of(train);
        ReportFacts facts = new(
        [
            new("data", data.Name), new("images", $"{train.Height}×{train.Width}×{train.Channels}"),
            new("training", NumberText.Count(train.Count)),
            new("validation", NumberText.Count(data.Validation?.Count ?? 0)),
            new("test", NumberText.Count(data.Test.Count)), new("mean", Text(statistics.Mean)),
            new("deviation", Text(statistics.Deviation)), new("classes", $"{train.ClassNames.Length}"),
        ]);
        ReportTable classes = new(
            "",
            [
                .. ReportColumn.Numbers("label"), .. ReportColumn.Words("class"),
                .. ReportColumn.Numbers("training images", "test images"),
            ],
            [
                .. train.ClassNames.Select((name, label) => (string[])
                    [$"{label}", name, Images(train, label), Images(data.Test, label)]),
            ]);
        return new Report("", [facts, classes]);
    }

    private static string Images(ImageSet images, int label) =>
        NumberText.Count(images.Labels.Count(other => other == label));

    private static string Text(float[] values) =>
        string.Join(", ", values.Select(value => NumberText.Decimals(value, Digits)));
}
