using System.Globalization;

namespace IlgpuCnn.Data.Scores;

/// <summary>A <see cref="ScoreOrigin"/> as keys and values, as it stands in a score file.</summary>
internal static class ScoreHeader
{
    private const string Score = "score", Method = "method", Images = "images", Labels = "labels";
    private const string Seconds = "seconds", InSample = "in-sample", SawOtherLabels = "saw-other-labels";

    /// <summary>Keys and values in the order in which they are written; line breaks in words become blanks.</summary>
    public static Dictionary<string, string> Of(ScoreOrigin origin) => new()
    {
        [Score] = origin.Score.ReplaceLineEndings(" "),
        [Method] = origin.Method.ReplaceLineEndings(" "),
        [Images] = origin.Images,
        [Labels] = origin.Labels,
        [Seconds] = origin.Seconds.ToString("R", CultureInfo.InvariantCulture),
        [InSample] = ScoreOrigin.Word(origin.InSample),
        [SawOtherLabels] = ScoreOrigin.Word(origin.SawOtherLabels),
    };

    /// <summary>Reads what <see cref="Of"/> made.</summary>
    /// <exception cref="FormatException">A key is missing, or a value is not what belongs there.</exception>
    public static ScoreOrigin Read(IReadOnlyDictionary<string, string> header) => new()
    {
        Score = Find(header, Score),
        Method = Find(header, Method),
        Images = Find(header, Images),
        Labels = Find(header, Labels),
        Seconds = double.TryParse(
                Find(header, Seconds), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            && seconds >= 0 && double.IsFinite(seconds)
            ? seconds
            : throw Damaged(header, Seconds),
        InSample = Flag(header, InSample),
        SawOtherLabels = Flag(header, SawOtherLabels),
    };

    private static bool? Flag(IReadOnlyDictionary<string, string> header, string key) => Find(header, key) switch
    {
        "yes" => true,
        "no" => false,
        "unknown" => null,
        _ => throw Damaged(header, key),
    };

    private static string Find(IReadOnlyDictionary<string, string> header, string key) =>
        header.TryGetValue(key, out string? value)
            ? value
            : throw new FormatException($"has a damaged header: it lacks '{key}'");

    private static FormatException Damaged(IReadOnlyDictionary<string, string> header, string key) =>
        new($"has a damaged header: '{header[key]}' can't be the value of '{key}'");
}
