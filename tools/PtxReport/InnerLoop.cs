using System.Text.RegularExpressions;

namespace IlgpuCnn.PtxReport;

/// <summary>The loop of a product that a k-tile passes through, in machine code.</summary>
internal static partial class InnerLoop
{
    /// <summary>
    /// The instructions of that loop, a line each: of all stretches that end with a branch back to their start, the
    /// shortest of those with the most products. Empty where there is none.
    /// </summary>
    /// <param name="code">As nvdisasm prints it.</param>
    public static string Of(string code)
    {
        List<string> instructions = [];
        Dictionary<string, int> labels = [];
        (int First, int Count, int Products) best = default;
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
            int products = instructions.Skip(first).Count(text => Product().IsMatch(text));
            if (products > best.Products || (products == best.Products && count < best.Count))
                best = (first, count, products);
        }

        return string.Join('\n', instructions.Skip(best.First).Take(best.Products > 0 ? best.Count : 0));
    }

    [GeneratedRegex(@"^\s*(\.L_\w+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\s+/\*[0-9a-f]{4,}\*/\s+(.*?)\s*;")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"\bBRA\b.*(\.L_\w+)")]
    private static partial Regex Branch();

    [GeneratedRegex(@"\b(HMMA|FFMA)\b")]
    private static partial Regex Product();
}
