using IlgpuCnn.Cli.Reports.Charts;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Network.Predictions;

namespace IlgpuCnn.Cli.Reports.Predictions;

/// <summary>An evaluation as a page and as CSV.</summary>
public static class EvaluationPage
{
    private const int Width = 640;
    private const int Height = 420;

    /// <summary>Everything that is known of an evaluation.</summary>
    public static Report Of(EvaluatedSplit split) => new(
        $"What {split.Network} predicts for {split.Data}",
        [
            EvaluationTables.Summary(split),
            MistakePicture.Of(split) is { } mistakes
                ? mistakes : new ReportText("The most confident mistakes", ["There are none to be shown."]),
            ConfusionPicture.Of(split),
            .. EvaluationTables.Of(split),
            Reliability(split.Result.Calibration),
            EvaluationTables.Bins(split.Result.Calibration),
        ]);

    /// <summary>Writes report.html, confusion.csv and classes.csv into a folder.</summary>
    public static void Write(string folder, EvaluatedSplit split)
    {
        ReportFile.Write(folder, "report.html", PageWriter.Of(Of(split)));
        ReportFile.Write(folder, "confusion.csv", EvaluationCsv.Confusion(split));
        ReportFile.Write(folder, "classes.csv", EvaluationCsv.Classes(split));
    }

    /// <summary>Writes predictions.csv into a folder.</summary>
    public static void WritePredictions(string folder, EvaluatedSplit split) =>
        ReportFile.Write(folder, "predictions.csv", EvaluationCsv.Predictions(split));

    private static ReportChart Reliability(Calibration calibration)
    {
        CalibrationBin[] filled = [.. calibration.Bins.Where(bin => bin.Count > 0)];
        ChartSeries right = new("as often right as confident", [0, 1], [0, 1]) { Dashed = true };
        ChartSeries found = new(
            "accuracy", [.. filled.Select(bin => bin.Confidence!.Value)], [.. filled.Select(bin => bin.Accuracy!.Value)]);
        return new ReportChart(
            "Calibration",
            new LineChart("Reliability", "confidence", "accuracy", [right, found], Width, Height),
            "The accuracy of predictions by their confidence, in 15 bins of equal width: under the dashed line the network "
            + "is too sure, above it not sure enough.");
    }
}
