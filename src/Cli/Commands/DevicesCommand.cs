using System.CommandLine;
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
            foreach (DeviceDescription device in DeviceCatalog.List())
            {
                Console.WriteLine($"{device.Specification,-12}{device.Name}, {device.Detail}");
                if (!device.Usable)
                    Console.WriteLine($"{"",-12}can't be used: {device.Reason}");
            }

            if (DeviceCatalog.CudaFault is { } fault)
                Console.WriteLine($"No CUDA device can be used, for the driver says: {fault}.");
        });
        return command;
    }
}
