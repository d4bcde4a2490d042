using System.Text;

namespace IlgpuCnn.Tests.Support;

/// <summary>Reads CSV as RFC 4180 has it, without looking at how ours is written.</summary>
public static class CsvRows
{
    /// <summary>Each line under the header, by column.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string text)
    {
        List<List<string>> rows = [[]];
        StringBuilder cell = new();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
                cell.Append(text[i++]);
            else if (text[i] == '"')
                quoted = !quoted;
            else if (quoted || text[i] is not (',' or '\n'))
                cell.Append(text[i]);
            else
            {
                rows[^1].Add(cell.ToString());
                cell.Clear();
                if (text[i] == '\n')
                    rows.Add([]);
            }
        }

        Assert.That(rows[..^1].Select(row => row.Count).Distinct().Count(), Is.EqualTo(1), "rows of one length");
        return
        [
            .. rows[1..^1].Select(row => rows[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second)),
        ];
    }
}
