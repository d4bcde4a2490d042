namespace IlgpuCnn.Data.Text;

/// <summary>Numbers of things, as they are read aloud.</summary>
public static class Plural
{
    /// <summary>"1 arm", "2,000 steps".</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">One of them; more of them have an s behind it.</param>
    public static string Of(double count, string noun) =>
        $"{NumberText.Count(count)} {noun}{(count == 1 ? "" : "s")}";
}
