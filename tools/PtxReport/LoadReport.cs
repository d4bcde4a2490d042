using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.PtxReport;

/// <summary>
/// Loads every kernel on a GPU and asks its driver what its own assembler made of it, which may be newer than the one
/// that docs/kernels.md was made with.
/// </summary>
internal static partial class LoadReport
{
    /// <summary>Prints a table; false where a kernel keeps anything in local memory or has more registers than it may.</summary>
    /// <param name="device">The GPU, as --device of the program names it.</param>
    /// <param name="expected">The text of docs/kernels.md, to compare with.</param>
    /// <param name="kernels">What is loaded.</param>
    /// <exception cref="InputException">There is no such device, or it is none of CUDA.</exception>
    public static bool Print(string device, string expected, IReadOnlyList<KernelSource> kernels)
    {
        string name, architecture;
        int workers;
        using (ComputeDevice first = DeviceCatalog.Open(device))
            (name, architecture, workers) = ($"{first}", ArchitectureOf(first), WorkersOn(first));
        Dictionary<string, int> known = Registers(expected, architecture);
        long began = Stopwatch.GetTimestamp();
        (KernelResources Made, double Seconds)[] loaded = Load(device, workers, kernels);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;

        Console.WriteLine($"| kernel, on {name} ({architecture}) | registers | of | by ptxas | local bytes | shared bytes | load, ms |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        int bad = 0;
        int different = 0;
        foreach ((KernelSource kernel, (KernelResources made, double took)) in kernels.Zip(loaded))
        {
            bool isKnown = known.TryGetValue(kernel.Name, out int registers);
            bad += made.LocalBytes > 0 || made.Registers > kernel.RegisterBudget ? 1 : 0;
            different += isKnown && registers != made.Registers ? 1 : 0;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {kernel.Name} | {made.Registers} | {kernel.RegisterBudget} | {(isKnown ? registers : "-")} | {made.LocalBytes} | {made.SharedBytes} | {took * 1e3:0} |"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{kernels.Count} kernels loaded in {seconds:0.0} s by {workers} threads; {bad} with local memory or over their registers; {different} with other registers than ptxas gave."));
        return bad == 0;
    }

    // A driver assembles one kernel at a time for each that asks; so several ask, each with a context of its own, where
    // the GPU takes several.
    private static int WorkersOn(ComputeDevice device) =>
        ComputeMode.IsExclusive(device.Accelerator.Device) ? 1 : Math.Clamp(Environment.ProcessorCount, 1, 8);

    private static (KernelResources Made, double Seconds)[] Load(
        string device, int workerCount, IReadOnlyList<KernelSource> kernels)
    {
        var loaded = new (KernelResources, double)[kernels.Count];
        Task[] workers = [.. Enumerable.Range(0, workerCount).Select(worker => Task.Factory.StartNew(
            () =>
            {
                using ComputeDevice own = DeviceCatalog.Open(device);
                CudaAccelerator cuda = (CudaAccelerator)own.Accelerator;
                // Neighbours, which have most of their methods in common: ILGPU reads each once.
                for (int i = worker * kernels.Count / workerCount; i < (worker + 1) * kernels.Count / workerCount; i++)
                {
                    long began = Stopwatch.GetTimestamp();
                    using CudaKernel kernel = CudaKernelLoader.Load(cuda, kernels[i].Method, kernels[i].Groups);
                    double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
                    loaded[i] = (CudaKernelLoader.ResourcesOf(kernel), seconds);
                }
            },
            TaskCreationOptions.LongRunning))];
        Task.WaitAll(workers);
        return loaded;
    }

    private static string ArchitectureOf(ComputeDevice device) => device.Accelerator is CudaAccelerator cuda
        ? Assembler.NameOf(cuda.Architecture)
        : throw new InputException($"{device} is no CUDA device: the kernels' registers are known there alone.");

    private static Dictionary<string, int> Registers(string table, string architecture) => Row().Matches(table)
        .Where(row => row.Groups[2].Value == architecture)
        .ToDictionary(
            row => row.Groups[1].Value, row => int.Parse(row.Groups[3].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"(?m)^\| ([^|]+) \| (sm_\d+) \| (\d+) \|")]
    private static partial Regex Row();
}
