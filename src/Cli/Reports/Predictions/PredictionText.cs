using System.Text.Encodings.Web;
using System.Text.Json;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Text;

namespace IlgpuCnn.Cli.Reports.Predictions;

/// <summary>Predictions as a table for people, CSV or JSON lines for programs.</summary>
internal static class PredictionText
{
    /// <summary>The form for people.</summary>
    public const string Table = "table";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All forms by name.</summary>
    public static IReadOnlyDictionary<string, Func<IReadOnlyList<Prediction>, string>> Formats { get; } =
        new Dictionary<string, Func<IReadOnlyList<Prediction>, string>>
        {
            [Table] = ToTable,
            ["csv"] = ToCsv,
            ["jsonl"] = ToJsonLines,
        };

    private static string ToTable(IReadOnlyList<Prediction> predictions)
    {
        int most = predictions.Max(prediction => prediction.Classes.Count);
        ReportTable table = new(
            "",
            [
                .. ReportColumn.Words("file"),
                .. Enumerable.Range(1, most).SelectMany(rank => (ReportColumn[])
                    [.. ReportColumn.Words(rank == 1 ? "class" : $"class {rank}"), .. ReportColumn.Numbers("%")]),
            ],
            [.. predictions.Where(prediction => prediction.Fault is null).Select(prediction => (string[])
            [
                prediction.File,
                .. prediction.Classes.SelectMany(one => (string[])[one.Class, NumberText.Percent(one.Probability)]),
            ])]);
        return most == 0 ? "" : TerminalWriter.Text(new Report("", [table]), int.MaxValue);
    }

    private static string ToCsv(IReadOnlyList<Prediction> predictions) => CsvWriter.Of(
        ["file", "rank", "class", "probability"],
        from prediction in predictions
        from place in prediction.Classes.Index()
        select (object?[])[prediction.File, place.Index + 1, place.Item.Class, (double)place.Item.Probability]);

    private static string ToJsonLines(IReadOnlyList<Prediction> predictions) => string.Concat(predictions.Select(
        prediction => JsonSerializer.Serialize<object>(
            prediction.Fault is { } fault
                ? new { file = prediction.File, error = Invocation.WithOptions(fault) }
                : new
                {
                    file = prediction.File,
                    predictions = prediction.Classes.Select(one => new { @class = one.Class, probability = one.Probability }),
                },
            Json) + "\n"));
}
