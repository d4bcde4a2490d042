using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;

namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>A view among a kernel's parameters, and what is done with it.</summary>
/// <param name="Name">The parameter's, as C# has it.</param>
/// <param name="Offset">Bytes from the first argument to its address; its length follows.</param>
/// <param name="ElementBytes">Of the elements that are read or written.</param>
/// <param name="IsRead">Whether any is loaded.</param>
/// <param name="IsWritten">Whether any is stored.</param>
internal sealed record ViewUse(string Name, int Offset, int ElementBytes, bool IsRead, bool IsWritten);

/// <summary>
/// What the PTX of a kernel says about its parameters: where they lie among the packed arguments, and which views it
/// reads and writes.
/// </summary>
internal sealed partial class KernelText
{
    private readonly Dictionary<string, (int Offset, int Bytes)> parameters = [];
    private readonly Dictionary<int, ViewUse> uses = [];

    /// <summary>Reads the text of a module with one entry.</summary>
    public KernelText(string ptx)
    {
        string entry = ptx[Math.Max(0, ptx.IndexOf(".entry", StringComparison.Ordinal))..];
        int offset = 0;
        foreach (Match match in Parameter().Matches(entry[..entry.IndexOf('{', StringComparison.Ordinal)]))
        {
            int size = Number(match, "bits") / 8;
            int align = Math.Max(size, Number(match, "align"));
            offset = (offset + align - 1) / align * align;
            size *= Math.Max(1, Number(match, "count"));
            parameters.TryAdd(match.Groups["name"].Value, (offset, size));
            offset += size;
        }

        // Twice, for what a loop carries back to its start.
        string[] statements = entry.Split(
            ['\n', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Follow(statements.Concat(statements));
        Length = statements.Count(statement => Instruction().IsMatch(statement));
    }

    /// <summary>Instructions of the entry.</summary>
    public int Length { get; }

    /// <summary>Those that are read or written, in the order of the parameters.</summary>
    public IReadOnlyList<ViewUse> Views => [.. uses.Values.OrderBy(use => use.Offset)];

    /// <summary>Where a parameter lies and how long it is, by its name in C#; null where there is none.</summary>
    public (int Offset, int Bytes)? Find(string name) =>
        parameters.TryGetValue(name, out (int, int) found) ? found : null;

    /// <summary>A whole number among a launch's arguments, by its name in C#; null where there is none.</summary>
    public int? Argument(Launch launch, string name) => Find(name) is (int offset, sizeof(int))
        ? BinaryPrimitives.ReadInt32LittleEndian(launch.Arguments.AsSpan(offset))
        : null;

    // A register holds an address within one view, or none.
    private void Follow(IEnumerable<string> statements)
    {
        Dictionary<string, int> arguments = [];
        Dictionary<string, int> views = [];
        foreach (string statement in statements)
        {
            if (Statement().Match(statement) is not { Success: true } match)
                continue;
            string operation = match.Groups["operation"].Value;
            string[] operands = [.. Operand().Matches(match.Groups["operands"].Value).Select(operand => operand.Value)];
            if (Access().Match(operation) is { Success: true } access)
                Use(views, access, statement);
            if (operands.Length < 2 || Store().IsMatch(operation))
                continue;
            int from = operands.Skip(1).Where(views.ContainsKey).Select(known => views[known]).FirstOrDefault(-1);
            views.Remove(operands[0]);
            if (operation.StartsWith("ld.param.", StringComparison.Ordinal))
                arguments[operands[0]] = OffsetOf(statement);
            else if (operation.StartsWith("cvta.to.global.", StringComparison.Ordinal))
                views[operands[0]] = arguments.GetValueOrDefault(operands[1], from);
            else if (from >= 0 && !operation.StartsWith("ld.", StringComparison.Ordinal))
                views[operands[0]] = from;
        }
    }

    private void Use(Dictionary<string, int> views, Match access, string statement)
    {
        if (!views.TryGetValue(Address().Matches(statement)[^1].Groups[1].Value, out int offset) || offset < 0)
            return;
        bool isWrite = access.Groups["store"].Success;
        int bytes = access.Groups["bits"].Success ? Number(access, "bits") / 8 : sizeof(float);
        ViewUse known = uses.GetValueOrDefault(offset, new ViewUse(NameAt(offset), offset, 0, false, false));
        uses[offset] = known with
        {
            ElementBytes = Math.Max(known.ElementBytes, bytes),
            IsRead = known.IsRead || !isWrite,
            IsWritten = known.IsWritten || isWrite,
        };
    }

    private int OffsetOf(string statement) =>
        Source().Match(statement) is { Success: true } source && Find(source.Groups["name"].Value) is { } parameter
            ? parameter.Offset + Number(source, "offset")
            : -1;

    private string NameAt(int offset) => parameters
        .First(pair => pair.Value.Offset <= offset && offset < pair.Value.Offset + pair.Value.Bytes).Key;

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\.param\s+(\.align\s+(?<align>\d+)\s+)?\.[bsuf](?<bits>\d+)\s+_?(?<name>\w+?)_\d+(\[(?<count>\d+)\])?\s*(?=[,)\n])")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^(\{\s*)?(@!?[%\w]+\s+)?(?<operation>[a-z][\w.:]*)\s+(?<operands>.+)$")]
    private static partial Regex Statement();

    [GeneratedRegex(@"^(\{\s*)?(@!?[%\w]+\s+)?[a-z][\w.]*(\s|$)")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"%?[A-Za-z_]\w*")]
    private static partial Regex Operand();

    [GeneratedRegex(@"\[_?(?<name>\w+?)_\d+(\+(?<offset>\d+))?\]")]
    private static partial Regex Source();

    [GeneratedRegex(@"^((ld|(?<store>st))\.(volatile\.)?global.*\.[bsuf](?<bits>\d+)|cp\.async\.c[ag]\.shared\.global.*)$")]
    private static partial Regex Access();

    [GeneratedRegex(@"^(st|cp)\.")]
    private static partial Regex Store();

    [GeneratedRegex(@"\[(%?\w+)(?:\+\d+)?\]")]
    private static partial Regex Address();
}
