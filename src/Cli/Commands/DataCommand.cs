using System.CommandLine;

namespace IlgpuCnn.Cli.Commands;

internal static class DataCommand
{
    public static Command Create() => new("data", "");
}
