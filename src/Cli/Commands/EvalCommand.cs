using System.CommandLine;

namespace IlgpuCnn.Cli.Commands;

internal static class EvalCommand
{
    public static Command Create() => new("eval", "");
}
