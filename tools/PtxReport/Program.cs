using IlgpuCnn.PtxReport;

if (args is not [string ptxas, .. string[] filters] || !File.Exists(ptxas))
{
    Console.Error.WriteLine(
        "usage: PtxReport PTXAS [FILTER …] > docs/kernels.md: give the path of NVIDIA's ptxas, beside which nvdisasm lies.");
    return 2;
}

Assembler assembler = new(ptxas);
foreach (KernelSource kernel in KernelSource.All.Where(k => filters.All(f => k.Name.Contains(f, StringComparison.OrdinalIgnoreCase))))
{
    try
    {
        string ptx = PtxCompiler.Compile(kernel);
        if (Environment.GetEnvironmentVariable("DUMP") is { } dump) File.WriteAllText(dump, ptx);
        foreach (string architecture in new[] { "sm_80", "sm_90" })
        {
            Assembled made = assembler.Assemble(ptx, architecture, true);
            Console.WriteLine($"{kernel.Name} {architecture} regs={made.Registers} stack={made.StackBytes} spill={made.SpillBytes} smem={made.SharedBytes} HMMA={made.Count("HMMA")} FFMA={made.Count("FFMA")} LDS={made.Count("LDS")} LDGSTS={made.Count("LDGSTS")} LDG={made.Count("LDG")} len={made.Length} local={ptx.Split(".local").Length-1}");
        }
    }
    catch (Exception e)
    {
        Exception inner = e; while (inner.InnerException != null) inner = inner.InnerException;
        Console.WriteLine($"{kernel.Name}: FAIL {inner.GetType().Name} {string.Join(" | ", inner.Message.Split('\n').Take(3))}");
    }
}

return 0;
