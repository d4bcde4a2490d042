using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using IlgpuCnn.Data.Catalogs;

namespace IlgpuCnn.Cli;

/// <summary>What is wrong with a command line that can't be parsed; for what is unknown, where the help is.</summary>
internal static class UsageFault
{
    /// <summary>
    /// The fault of a command line; null where there is none, or where only a command is missing and its help says more.
    /// </summary>
    public static string? Of(ParseResult parsed)
    {
        if (parsed.Action is not ParseErrorAction)
            return null;
        Command command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [string token, ..])
        {
            string fault = Unknown(command, token, parsed.UnmatchedTokens.ElementAtOrDefault(1));
            return $"{fault}\n'{Path(parsed)} --help' shows what can be given.";
        }

        return command.Subcommands.Count > 0
            ? null
            : string.Join('\n', parsed.Errors.Select(error => error.Message).Distinct());
    }

    private static string Unknown(Command command, string token, string? next)
    {
        string name = token.Split('=')[0];
        if (!name.StartsWith('-'))
        {
            return command.Subcommands.Count > 0
                ? $"Unknown command '{name}'{Near(name, command.Subcommands.Select(sub => sub.Name))}"
                : $"'{command.Name}' can't do anything with '{token}': it is no option and no option's value.";
        }

        string? value = token.Contains('=') ? token[(name.Length + 1)..] : next is null || next.StartsWith('-') ? null : next;
        string unknown = $"'{command.Name}' has no option '{name}'";
        return Argument(command, name.TrimStart('-'), value) is { } argument
            ? $"{unknown}: {argument}"
            : unknown + Near(name, command.Options.Select(option => option.Name));
    }

    private static string Near(string name, IEnumerable<string> known) =>
        KnownNames.Nearest(name, known) is { } nearest ? $": did you mean '{nearest}'?" : ".";

    // Options that other programs have are often arguments here.
    private static string? Argument(Command command, string name, string? value)
    {
        foreach (CatalogKind kind in CatalogKind.All.Where(kind => command.Options.Any(known => known.Name == kind.Option)))
        {
            ComponentText[] having =
                [.. kind.Forms().Where(form => form.Arguments.Any(argument => argument.Key == name))];
            if (having.Length == 0)
                continue;
            string example = ComponentText.Write(having[0].Name, new KeyValuePair<string, string>(name, value ?? "…"));
            return $"{name} is an argument of {string.Join(", ", having.Select(form => form.Name))}, as in {kind.Option} \"{example}\".";
        }

        return null;
    }

    private static string Path(ParseResult parsed)
    {
        List<string> names = [];
        for (CommandResult at = parsed.CommandResult; at.Parent is CommandResult above; at = above)
            names.Insert(0, at.Command.Name);
        return string.Join(' ', names.Prepend("ilgpucnn"));
    }
}
