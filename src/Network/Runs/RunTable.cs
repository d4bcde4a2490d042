using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Runs;

/// <summary>Reads the tables that a run leaves, such that a file that was cut short is never taken for a whole one.
/// </summary>
internal static class RunTable
{
    /// <summary>Every row under the header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Its first line.</param>
    /// <param name="parse">Reads the cells of a row, of which there are as many as the header has.</param>
    /// <exception cref="InputException">It has another header, or a row that is damaged or cut off.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for lack of permission.</exception>
    public static IReadOnlyList<T> Read<T>(string path, string header, Func<string[], T> parse)
    {
        string[] lines = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
        if (lines[0] != header)
            throw new InputException($"'{path}' is not the {Path.GetFileName(path)} of a run.");

        // Each line is ended: a number that was cut off could pass for a shorter one.
        if (lines[^1].Length > 0)
            throw new InputException($"'{path}' is damaged: its last line, {lines.Length}, is cut off.");
        int cells = header.Split(',').Length;
        List<T> rows = [];
        for (int i = 1; i < lines.Length - 1; i++)
        {
            string[] row = lines[i].Split(',');
            try
            {
                rows.Add(row.Length == cells ? parse(row) : throw new FormatException());
            }
            catch (Exception e) when (e is FormatException or OverflowException or InvalidOperationException)
            {
                throw new InputException($"'{path}' is damaged in line {i + 1}: '{lines[i]}' is not one of its rows.", e);
            }
        }

        return rows;
    }
}
