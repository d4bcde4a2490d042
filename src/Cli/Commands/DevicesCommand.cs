using System.CommandLine;

namespace IlgpuCnn.Cli.Commands;

internal static class DevicesCommand
{
    public static Command Create() => new("devices", "");
}
