using System.CommandLine;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Catalogs;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>list</c>: everything that can be asked for by name, with its arguments and their defaults.</summary>
internal static class ListCommand
{
    private static readonly Dictionary<string, Func<string, ReportFacts>> Kinds =
        CatalogKind.All.ToDictionary(kind => kind.Name, kind => kind.Facts);

    public static Command Create()
    {
        Command command = new("list", "List models, scores, optimizers and all else that is asked for by name.");
        Argument<string?> kind = new("kind")
        {
            Description = $"{string.Join(", ", Kinds.Keys)}; default: all",
            Arity = ArgumentArity.ZeroOrOne,
        };
        command.Arguments.Add(kind);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(kind) is { } asked)
                TerminalWriter.Print(KnownNames.Find("kind", asked, Kinds)(""));
            else
                TerminalWriter.Print([.. Kinds.Select(each => each.Value(each.Key))]);
        });
        return command;
    }
}
