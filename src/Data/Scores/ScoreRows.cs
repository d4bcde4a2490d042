namespace IlgpuCnn.Data.Scores;

/// <summary>What a score file holds, before anything shows that it belongs to some data.</summary>
/// <param name="Header">What the file says of itself; empty where it says nothing.</param>
/// <param name="Indices">Which image each row is of.</param>
/// <param name="Labels">The class that each row says its image has.</param>
/// <param name="Values">d(x) by row.</param>
/// <param name="Repeats">Each repeat's d(x) by row.</param>
/// <param name="Classes">Name of the class by row; null where there is no such column.</param>
internal sealed record ScoreRows(
    IReadOnlyDictionary<string, string> Header, long[] Indices, long[] Labels, double[] Values, double[][] Repeats,
    string[]? Classes)
{
    /// <summary>Column names, which all formats share.</summary>
    public const string Index = "index", Label = "label", Score = "score", Class = "class";

    /// <summary>Column of one repeat, counted from 0.</summary>
    public static string Repeat(int repeat) => FormattableString.Invariant($"{Score}_{repeat + 1}");

    /// <summary>Names of the columns, in the order in which they are written.</summary>
    public IEnumerable<string> Columns() =>
        [Index, Label, Score, .. Enumerable.Range(0, Repeats.Length).Select(Repeat), Class];

    /// <summary>Which of a file's columns are read; others are its owner's affair.</summary>
    /// <returns>The repeats' columns in order, and whether the classes are named.</returns>
    /// <exception cref="FormatException">One is missing that has to be there.</exception>
    public static (string[] Repeats, bool Named) Choose(Func<string, bool> has)
    {
        foreach (string needed in (string[])[Index, Score])
        {
            if (!has(needed))
                throw new FormatException($"has no column '{needed}'; it needs {Index}, {Label} and {Score}");
        }

        if (!has(Label))
        {
            throw new FormatException(
                $"has no column '{Label}', so nothing would show that it belongs to this data: add each image's class "
                + "as a number");
        }

        return ([.. Enumerable.Range(0, int.MaxValue).Select(Repeat).TakeWhile(has)], has(Class));
    }
}

/// <summary>One format of score files.</summary>
internal interface IScoreFormat
{
    /// <summary>Writes all of it, the classes' names included.</summary>
    /// <exception cref="IOException">The stream takes no more.</exception>
    void Write(Stream stream, ScoreRows rows);

    /// <summary>Reads what <see cref="Write"/> wrote, or what others did in the same columns.</summary>
    /// <exception cref="FormatException">It is none of that; the message goes on after the file's name.</exception>
    ScoreRows Read(MemoryStream content);
}
