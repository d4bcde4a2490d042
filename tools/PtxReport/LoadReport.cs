using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels;

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
        using ComputeDevice opened = DeviceCatalog.Open(device);
        if (opened.Accelerator is not CudaAccelerator cuda)
            throw new InputException($"{opened} is no CUDA device: the kernels' registers are known there alone.");
        string architecture = $"sm_{cuda.Architecture.Major}{cuda.Architecture.Minor}";
        Dictionary<string, int> known = Registers(expected, architecture);
        Console.WriteLine($"| kernel, on {opened} ({architecture}) | registers | of | by ptxas | local bytes | shared bytes | load, ms |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        int bad = 0;
        int different = 0;
        double seconds = 0;
        foreach (KernelSource kernel in kernels)
        {
            long began = Stopwatch.GetTimestamp();
            using CudaKernel loaded = CudaKernelLoader.Load(cuda, kernel.Method, kernel.Groups);
            double took = Stopwatch.GetElapsedTime(began).TotalSeconds;
            seconds += took;
            KernelResources made = CudaKernelLoader.ResourcesOf(loaded);
            string before = known.TryGetValue(kernel.Name, out int registers)
                ? registers.ToString(CultureInfo.InvariantCulture)
                : "-";
            bad += made.LocalBytes > 0 || made.Registers > kernel.RegisterBudget ? 1 : 0;
            different += known.ContainsKey(kernel.Name) && registers != made.Registers ? 1 : 0;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {kernel.Name} | {made.Registers} | {kernel.RegisterBudget} | {before} | {made.LocalBytes} | {made.SharedBytes} | {took * 1e3:0} |"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{kernels.Count} kernels loaded in {seconds:0.0} s; {bad} with local memory or over their registers; {different} of {known.Count} with other registers than ptxas gave."));
        return bad == 0;
    }

    private static Dictionary<string, int> Registers(string table, string architecture) => Row().Matches(table)
        .Where(row => row.Groups[2].Value == architecture)
        .ToDictionary(
            row => row.Groups[1].Value, row => int.Parse(row.Groups[3].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"(?m)^\| ([^|]+) \| (sm_\d+) \| (\d+) \|")]
    private static partial Regex Row();
}
