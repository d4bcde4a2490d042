using System.CommandLine;

namespace IlgpuCnn.Cli;

/// <summary>What stands on the command line itself, and not only in defaults.</summary>
internal static class GivenOptions
{
    /// <summary>Whether an option was given, by its name with dashes.</summary>
    public static bool Gives(this ParseResult parsed, string option) =>
        parsed.GetResult(option) is System.CommandLine.Parsing.OptionResult { Implicit: false };
}
