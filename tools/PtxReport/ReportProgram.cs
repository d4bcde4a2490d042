namespace IlgpuCnn.PtxReport;

/// <summary>Prints what every kernel becomes on NVIDIA GPUs, as Markdown.</summary>
internal static class ReportProgram
{
    private static int Main(string[] args)
    {
        if (args is not [string ptxas, .. string[] filters] || !File.Exists(ptxas))
        {
            Console.Error.WriteLine(
                "usage: PtxReport PTXAS [WORD …]: give the path of NVIDIA's ptxas, beside which nvdisasm lies, and words "
                + "that the kernels' names must hold.");
            return 2;
        }

        Assembler assembler = new(ptxas);
        KernelSource[] wanted =
            [.. KernelSource.All.Where(kernel => filters.All(
                word => kernel.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))];
        (KernelSource Kernel, Assembled[] Made)[] rows = [.. wanted.AsParallel().AsOrdered().Select(kernel =>
        {
            string ptx = PtxCompiler.Compile(kernel);
            return (kernel, Assembler.Architectures.Select(a => assembler.Assemble(ptx, a, disassemble: true)).ToArray());
        })];
        Console.Write(KernelTable.Markdown(rows));
        return 0;
    }
}
