using IlgpuCnn.Kernels;

namespace IlgpuCnn.PtxReport;

/// <summary>Prints what every kernel becomes on NVIDIA GPUs, as Markdown.</summary>
internal static class ReportProgram
{
    private const string Usage = """
        usage: PtxReport assemble PTXAS [WORD …]: by NVIDIA's ptxas, beside which nvdisasm lies; no GPU is needed.
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
                case ["load", string device, string table, .. string[] words]:
                    return LoadReport.Print(device, File.ReadAllText(Existing(table)), Wanted(words)) ? 0 : 1;
                default:
                    Console.Error.WriteLine(Usage);
                    return 2;
            }
        }
        catch (InputException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

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
        (KernelSource Kernel, Assembled[] Made)[] rows = [.. wanted.AsParallel().AsOrdered().Select(kernel =>
        {
            string ptx = PtxCompiler.Compile(kernel);
            return (kernel, Assembler.Architectures.Select(a => assembler.Assemble(ptx, a, disassemble: true)).ToArray());
        })];
        Console.Write(KernelTable.Markdown(rows));
    }
}
