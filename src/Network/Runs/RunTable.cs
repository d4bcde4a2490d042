using IlgpuCnn.Data.Files;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Runs;

/// <summary>Reads the tables that a run leaves, such that a file that was cut short is never taken for a whole one.
/// </summary>
internal static class RunTable
{
    /// <summary>Starts a table with its header.</summary>
    /// <exception cref="InputException">The file can't be written.</exception>
    public static StreamWriter Start(string path, string header)
    {
        StreamWriter? writer = null;
        FileFaults.Writing("", path, () =>
        {
            writer = new StreamWriter(path) { NewLine = "\n" };
            writer.WriteLine(header);
        });
        return writer!;
    }

    /// <summary>Every row under the header.</summary>
    /// <param name="what">What the file is, for messages: "the trace".</param>
    /// <param name="path">The file.</param>
    /// <param name="header">Its first line.</param>
    /// <param name="parse">Reads the cells of a row, of which there are as many as the header has.</param>
    /// <exception cref="InputException">
    /// It can't be read, has another header, or a row that is damaged or cut off.
    /// </exception>
    public static IReadOnlyList<T> Read<T>(string what, string path, string header, Func<string[], T> parse)
    {
        string[] lines = FileFaults.Reading(what, path, () => File.ReadAllText(path)).ReplaceLineEndings("\n").Split('\n');
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
