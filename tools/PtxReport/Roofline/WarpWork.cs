using System.Globalization;
using System.Text.RegularExpressions;

namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>What a warp does in some instructions of machine code, each executed once by all of its threads.</summary>
/// <param name="Instructions">How many these are.</param>
/// <param name="TensorTerms">Multiply-adds by tensor cores.</param>
/// <param name="FmaTerms">Multiply-adds in float32.</param>
/// <param name="SharedBytes">Read from shared memory or written to it.</param>
/// <param name="LoadBytes">Read from global memory.</param>
/// <param name="StoreBytes">Written to global memory.</param>
internal sealed partial record WarpWork(
    int Instructions, double TensorTerms, double FmaTerms, double SharedBytes, double LoadBytes, double StoreBytes)
{
    private const int Lanes = 32;

    /// <summary>Both ways.</summary>
    public double GlobalBytes => LoadBytes + StoreBytes;

    /// <summary>The work of these instructions, one an element.</summary>
    public static WarpWork Of(IEnumerable<string> instructions)
    {
        int count = 0;
        double tensor = 0, fma = 0, shared = 0, load = 0, store = 0;
        foreach (string instruction in instructions)
        {
            Match match = Name().Match(instruction);
            string name = match.Groups["name"].Value;
            double bytes = Lanes * BytesOf(name, match.Groups["rest"].Value);
            count += name == "NOP" ? 0 : 1;
            tensor += name == "HMMA" ? TermsOf(match.Groups["rest"].Value) : 0;
            fma += name == "FFMA" ? Lanes : 0;
            shared += name is "LDS" or "STS" or "LDSM" or "LDGSTS" ? bytes : 0;
            load += name is "LDG" or "LDGSTS" ? bytes : 0;
            store += name is "STG" ? bytes : 0;
        }

        return new WarpWork(count, tensor, fma, shared, load, store);
    }

    public static WarpWork operator -(WarpWork all, WarpWork part) => new(
        all.Instructions - part.Instructions, all.TensorTerms - part.TensorTerms, all.FmaTerms - part.FmaTerms,
        all.SharedBytes - part.SharedBytes, all.LoadBytes - part.LoadBytes, all.StoreBytes - part.StoreBytes);

    // HMMA.16816 multiplies 16×16 by 16×8.
    private static double TermsOf(string rest) =>
        Extents().Match(rest) is { Success: true } depth ? 16 * 8 * int.Parse(depth.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    private static int BytesOf(string name, string rest) => name == "LDSM"
        ? rest.EndsWith(".4", StringComparison.Ordinal) ? 16 : rest.EndsWith(".2", StringComparison.Ordinal) ? 8 : 4
        : Width().Match(rest).Groups[1].Value switch { "128" => 16, "64" => 8, "U16" or "S16" => 2, "U8" or "S8" => 1, _ => 4 };

    [GeneratedRegex(@"^(@!?U?P\w+ )?(?<name>[A-Z0-9]+)(?<rest>[.\w]*)")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\.168(\d+)\.")]
    private static partial Regex Extents();

    [GeneratedRegex(@"\.(128|64|U16|S16|U8|S8)\b")]
    private static partial Regex Width();
}
