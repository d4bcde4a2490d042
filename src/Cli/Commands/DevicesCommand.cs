using System.CommandLine;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>devices</c>: what there is to compute on.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        Command command = new("devices", "List the accelerators of this machine, and why any of them can't be used.");
        command.SetAction(_ =>
        {
            TerminalWriter.Print([.. DeviceCatalog.List().SelectMany(Facts)]);
            if (DeviceCatalog.CudaFault is { } fault)
                Console.WriteLine($"No CUDA device can be used, for {fault}.");
        });
        return command;
    }

    private static IEnumerable<ReportFact> Facts(DeviceDescription device)
    {
        yield return new ReportFact($"{device.Specification}", $"{device.Name}, {device.Detail}");
        if (!device.Usable)
            yield return new ReportFact("", $"can't be used: {device.Reason}");
    }
}
