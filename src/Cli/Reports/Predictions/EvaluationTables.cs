using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Network.Predictions;

namespace IlgpuCnn.Cli.Reports.Predictions;

/// <summary>What an evaluation found, as facts and tables for page and terminal.</summary>
public static class EvaluationTables
{
    private const int LargestMatrix = 12;
    private const int MostConfusions = 20;

    /// <summary>The numbers over all classes.</summary>
    public static ReportFacts Summary(EvaluatedSplit split) => new(
        new ReportFact("network", split.Network),
        new ReportFact("images", $"{split.Images.Count} of {split.Data}"),
        new ReportFact(
            "result", $"loss {NumberText.Decimals(split.Loss, 4)}  accuracy {Percent(split.Result.Accuracy)} %"),
        new ReportFact(
            "macro",
            $"precision {Percent(split.Result.MacroPrecision)} %  recall {Percent(split.Result.MacroRecall)} %  "
            + $"F1 {Percent(split.Result.MacroF1)} %"),
        new ReportFact("calibration", $"expected error {Percent(split.Result.Calibration.ExpectedError)} %"));

    /// <summary>The classes, and what they are taken for.</summary>
    public static IReadOnlyList<ReportBlock> Of(EvaluatedSplit split) =>
        [Classes(split), split.ClassNames.Length <= LargestMatrix ? Matrix(split) : Confusions(split)];

    /// <summary>The bins of calibration that have predictions.</summary>
    public static ReportTable Bins(Calibration calibration) => new(
        "",
        [.. ReportColumn.Words("confidence in %"), .. ReportColumn.Numbers("images", "mean confidence", "accuracy")],
        [
            .. calibration.Bins.Where(bin => bin.Count > 0).Select(bin => (IReadOnlyList<string>)
            [
                $"{NumberText.Percent(bin.Low)} to {NumberText.Percent(bin.High)}", $"{bin.Count}",
                Percent(bin.Confidence), Percent(bin.Accuracy),
            ]),
        ]);

    private static ReportTable Classes(EvaluatedSplit split) => new(
        "Classes, in per cent",
        [.. ReportColumn.Words("class"), .. ReportColumn.Numbers("precision", "recall", "F1", "images", "predicted")],
        [
            .. split.Result.Classes.Select((scores, c) => (IReadOnlyList<string>)
            [
                split.ClassNames[c], Percent(scores.Precision), Percent(scores.Recall), Percent(scores.F1),
                $"{scores.Support}", $"{scores.Predicted}",
            ]),
        ]);

    private static ReportTable Matrix(EvaluatedSplit split)
    {
        ConfusionMatrix matrix = split.Result.Confusion;
        return new ReportTable(
            "Confusion: a row a class, a column what its images are predicted as",
            [.. ReportColumn.Words("class"), .. ReportColumn.Numbers(split.ClassNames)],
            [
                .. split.ClassNames.Select((name, label) => (IReadOnlyList<string>)
                    [name, .. Enumerable.Range(0, matrix.Classes).Select(predicted => $"{matrix[label, predicted]}")]),
            ]);
    }

    private static ReportTable Confusions(EvaluatedSplit split) => new(
        "The most frequent confusions",
        [.. ReportColumn.Words("class", "predicted as"), .. ReportColumn.Numbers("images", "of the class in %")],
        [
            .. split.Result.Confusion.Confusions(MostConfusions).Select(pair => (IReadOnlyList<string>)
            [
                split.ClassNames[pair.Label], split.ClassNames[pair.Predicted], $"{pair.Count}",
                NumberText.Percent((double)pair.Count / split.Result.Classes[pair.Label].Support),
            ]),
        ]);

    private static string Percent(double? share) => share is { } known ? NumberText.Percent(known) : NumberText.None;
}
