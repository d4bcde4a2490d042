using System.Text.RegularExpressions;

namespace IlgpuCnn.PtxReport;

/// <summary>The loops of a kernel in machine code, first of all the one that a k-tile of a product passes through.</summary>
internal static partial class InnerLoop
{
    /// <summary>
    /// The instructions of that loop, a line each: of all stretches that end with a branch back to their start, the
    /// shortest of those with the most products. Empty where there is none.
    /// </summary>
    /// <param name="code">As nvdisasm prints it.</param>
    public static string Of(string code) => string.Join('\n', With(Product(), code));

    /// <summary>The instructions of the loop with the most loads from global memory; none where no loop has any.</summary>
    /// <param name="code">As nvdisasm prints it.</param>
    public static IReadOnlyList<string> OfLoads(string code) => With(Load(), code);

    /// <summary>All instructions, in their order.</summary>
    /// <param name="code">As nvdisasm prints it.</param>
    public static IEnumerable<string> Instructions(string code) => code.Split('\n')
        .Select(line => Instruction().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value);

    private static string[] With(Regex wanted, string code)
    {
        List<string> instructions = [];
        Dictionary<string, int> labels = [];
        (int First, int Count, int Wanted) best = default;
        foreach (string line in code.Split('\n'))
        {
            if (Label().Match(line) is { Success: true } label)
            {
                labels[label.Groups[1].Value] = instructions.Count;
                continue;
            }

            if (Instruction().Match(line) is not { Success: true } instruction)
                continue;
            instructions.Add(instruction.Groups[1].Value);
            if (Branch().Match(instructions[^1]) is not { Success: true } branch
                || !labels.TryGetValue(branch.Groups[1].Value, out int first))
            {
                continue;
            }

            int count = instructions.Count - first;
            int found = instructions.Skip(first).Count(text => wanted.IsMatch(text));
            if (found > best.Wanted || (found == best.Wanted && count < best.Count))
                best = (first, count, found);
        }

        return [.. instructions.Skip(best.First).Take(best.Wanted > 0 ? best.Count : 0)];
    }

    [GeneratedRegex(@"^\s*(\.L_\w+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s+/\*[0-9a-f]{4,}\*/\s+(.*?)\s*;")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"\bBRA\b.*(\.L_\w+)")]
    private static partial Regex Branch();

    [GeneratedRegex(@"\b(HMMA|FFMA)\b")]
    private static partial Regex Product();

    [GeneratedRegex(@"\bLDG\b")]
    private static partial Regex Load();
}
