using System.Collections.Concurrent;
using System.Globalization;
using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.PtxReport.Roofline;

namespace IlgpuCnn.PtxReport;

/// <summary>Prints what every kernel becomes on NVIDIA GPUs, as Markdown.</summary>
internal static class ReportProgram
{
    private const string Usage = """
        usage: PtxReport assemble PTXAS [WORD …]: by NVIDIA's ptxas, beside which nvdisasm lies; no GPU is needed.
               PtxReport code PTXAS ARCHITECTURE [WORD …]: their machine code for sm_80 or sm_90.
               PtxReport text ARCHITECTURE [WORD …]: the PTX that a driver would get for it.
               PtxReport roofline PTXAS FOLDER [CARD [IMAGES]]: an estimate of a training step on a card (h100, a100,
                   a100-40gb, rtx4090) by the launches and kernels in a folder of step.sh; images of a step for their speed.
               PtxReport load DEVICE TABLE [WORD …]: by the driver of a GPU, such as cuda:0, beside docs/kernels.md.
        The words are those that the kernels' names must hold.
        """;

    private static int Main(string[] args)
    {
        try
        {
            switch (args)
            {
                case ["assemble", string ptxas, .. string[] words]:
                    Assemble(Existing(ptxas), Wanted(words));
                    return 0;
                case ["code", string ptxas, string architecture, .. string[] words]:
                    Assembler assembler = new(Existing(ptxas));
                    Print(Wanted(words), kernel => assembler.Assemble(kernel, Known(architecture), disassemble: true).Code);
                    return 0;
                case ["text", string architecture, .. string[] words]:
                    Print(Wanted(words), kernel => PtxCompiler.Compile(kernel, Known(architecture)));
                    return 0;
                case ["roofline", string ptxas, string folder, .. { Length: <= 2 } rest]:
                    Estimate(new Assembler(Existing(ptxas)), folder, rest);
                    return 0;
                case ["load", string device, string table, .. string[] words]:
                    return LoadReport.Print(device, File.ReadAllText(Existing(table)), Wanted(words)) ? 0 : 1;
                default:
                    Console.Error.WriteLine(Usage);
                    return 2;
            }
        }
        catch (Exception e) when (Fault(e) is { } sentence)
        {
            Console.Error.WriteLine(sentence);
            return 1;
        }
    }

    // What the caller can mend: threads wrap it.
    private static string? Fault(Exception e) => e switch
    {
        AggregateException many => Fault(many.InnerExceptions[0]),
        InputException or AssemblerException => e.Message,
        _ => DeviceFailure.Sentence(e),
    };

    private static string Existing(string path) =>
        File.Exists(path) ? path : throw new InputException($"There is no file '{path}'.");

    private static KernelSource[] Wanted(string[] words)
    {
        KernelSource[] wanted = [.. KernelSource.All.Where(kernel => words.All(
            word => kernel.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))];
        return wanted.Length > 0
            ? wanted
            : throw new InputException($"No kernel's name holds {string.Join(" and ", words)}.");
    }

    private static void Assemble(string ptxas, KernelSource[] wanted)
    {
        Assembler assembler = new(ptxas);
        ConcurrentDictionary<KernelSource, Assembled[]> made = new();
        Parallel.ForEach(
            Partitioner.Create(wanted.OrderBy(kernel => kernel.Family), EnumerablePartitionerOptions.NoBuffering),
            kernel => made[kernel] =
                [.. Assembler.Architectures.Select(a => assembler.Assemble(kernel, a, disassemble: true))]);
        Console.Write(KernelTable.Markdown([.. wanted.Select(kernel => (kernel, made[kernel]))]));
    }

    private static void Estimate(Assembler assembler, string folder, string[] rest)
    {
        Card card = Card.Find(rest is [string name, ..] ? name : "h100");
        int? images = rest is [_, string number] ? Count(number) : null;
        StepLog log = StepLog.Read(folder);
        StepEstimate step = new(log, card, assembler);
        CountedCounts source = new(new StaticCounts(log.Memory));
        Console.Write(RooflineReport.Markdown(card, step.On(card, source), images));
        Console.Write("\nWith the second-level cache at its peak:\n\n");
        Console.Write(RooflineReport.Totals(step.On(card with { CacheGigabytes = card.CachePeakGigabytes }, source), images));
    }

    private static int Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new InputException($"The images of a step must be a number above 0, not '{text}'.");

    private static CudaArchitecture Known(string name) => Assembler.Architectures
        .Where(architecture => Assembler.NameOf(architecture) == name).Cast<CudaArchitecture?>().FirstOrDefault()
        ?? throw new InputException(
            $"Kernels are made for {string.Join(" and ", Assembler.Architectures.Select(Assembler.NameOf))}, not for '{name}'.");

    private static void Print(KernelSource[] wanted, Func<KernelSource, string> text)
    {
        foreach (KernelSource kernel in wanted.OrderBy(kernel => kernel.Family))
            Console.WriteLine($"# {kernel}\n{text(kernel)}");
    }
}
