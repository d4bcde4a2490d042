using System.CommandLine;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>devices</c>: what there is to compute on.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        Command command = new("devices", "List the accelerators of this machine, and why any of them can't be used.");
        command.SetAction(_ =>
        {
        });
        return command;
    }
}
