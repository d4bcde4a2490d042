using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace IlgpuCnn.Cli;

/// <summary>
/// What a number and a path may look like, for all options: 0,1 is not 1, as a number with thousands' separators would
/// have it, and a path is not empty.
/// </summary>
internal static class PlainValues
{
    /// <summary>Sets the rules for a command and all its subcommands.</summary>
    public static void Require(Command command)
    {
        foreach (Option option in command.Options)
        {
            if (option is Option<double> number)
                number.CustomParser = result => Number(result) ?? 0;
            else if (option is Option<double?> optional)
                optional.CustomParser = Number;
            else if (option is Option<string> { Name: "--output" } output)
                output.Validators.Add(RequireName);
        }

        foreach (Command child in command.Subcommands)
            Require(child);
    }

    private static double? Number(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            return value;
        string option = result.Parent is OptionResult parent ? parent.Option.Name : "";
        result.AddError($"{option} '{text}' is not a number: write it like 0.001 or 1e-3.");
        return null;
    }

    private static void RequireName(OptionResult result)
    {
        if (result.Tokens is [{ Value: "" }])
            result.AddError("--output is empty: name where the results shall go.");
    }
}
