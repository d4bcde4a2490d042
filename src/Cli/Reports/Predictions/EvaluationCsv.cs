using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Network.Predictions;

namespace IlgpuCnn.Cli.Reports.Predictions;

/// <summary>An evaluation's tables for other programs; shares are in [0, 1].</summary>
public static class EvaluationCsv
{
    /// <summary>A row a class, a column what its images are predicted as; names that occur twice are numbered.</summary>
    public static string Confusion(EvaluatedSplit split)
    {
        string[] names = split.ClassNames;
        HashSet<string> twice = [.. names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key)];
        string[] heads = [.. names.Select((name, c) => twice.Contains(name) ? $"{name} ({c})" : name)];
        return CsvWriter.Of(["label \\ predicted", .. heads], heads.Select((name, label) => (IReadOnlyList<object?>)
            [name, .. Enumerable.Range(0, heads.Length).Select(c => (object?)split.Result.Confusion[label, c])]));
    }

    /// <summary>A row a class; what is undefined is empty.</summary>
    public static string Classes(EvaluatedSplit split) => CsvWriter.Of(
        ["class", "precision", "recall", "f1", "images", "predicted"],
        split.Result.Classes.Select((scores, c) => (IReadOnlyList<object?>)
            [split.ClassNames[c], scores.Precision, scores.Recall, scores.F1, scores.Support, scores.Predicted]));

    /// <summary>A row an image, in the order of the set, with its file where it has one.</summary>
    public static string Predictions(EvaluatedSplit split)
    {
        ClassificationResult result = split.Result;
        string[]? files = split.Images.Files;
        string[] file = files is null ? [] : ["file"];
        return CsvWriter.Of(
            ["index", .. file, "label", "predicted", "probability"],
            Enumerable.Range(0, result.Labels.Count).Select(i => (IReadOnlyList<object?>)
            [
                i, .. files is null ? (object?[])[] : [files[i]], split.ClassNames[result.Labels[i]],
                split.ClassNames[result.Predictions[i]], result.Confidences[i],
            ]));
    }
}
