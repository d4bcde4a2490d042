using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

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
            else if (option is Option<int> count)
                count.CustomParser = result => Whole<int>(result) ?? 0;
            else if (option is Option<int?> optionalCount)
                optionalCount.CustomParser = Whole<int>;
            else if (option is Option<long> many)
                many.CustomParser = result => Whole<long>(result) ?? 0;
            else if (option is Option<long?> optionalMany)
                optionalMany.CustomParser = Whole<long>;
            else if (option is Option<ulong> seed)
                seed.CustomParser = result => Whole<ulong>(result) ?? 0;
            else if (option is Option<string> { Name: "--output" } output)
                output.Validators.Add(RequireName);
        }

        foreach (Command child in command.Subcommands)
            Require(child);
    }

    private static double? Number(ArgumentResult result)
    {
        if (double.TryParse(Text(result), NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            return value;
        result.AddError($"{Name(result)} '{Text(result)}' is not a number: write it like 0.001 or 1e-3.");
        return null;
    }

    private static T? Whole<T>(ArgumentResult result)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        string text = Text(result);
        if (T.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out T value))
            return value;
        result.AddError(BigInteger.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out BigInteger far)
            ? $"{Name(result)} is {far}; it must be {(far.Sign < 0 ? $"at least {T.MinValue}" : $"at most {T.MaxValue}")}."
            : $"{Name(result)} '{text}' is not a whole number.");
        return null;
    }

    private static string Text(ArgumentResult result) => result.Tokens.Count == 1 ? result.Tokens[0].Value : "";

    private static string Name(ArgumentResult result) => result.Parent is OptionResult parent ? parent.Option.Name : "";

    private static void RequireName(OptionResult result)
    {
        if (result.Tokens is [{ Value: "" }])
            result.AddError("--output is empty: name where the results shall go.");
    }
}
