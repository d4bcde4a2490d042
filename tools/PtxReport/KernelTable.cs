using System.Globalization;
using System.Text;

namespace IlgpuCnn.PtxReport;

/// <summary>The page docs/kernels.md.</summary>
internal static class KernelTable
{
    private static readonly string[] Instructions = ["HMMA", "FFMA", "LDS", "LDS.128", "LDSM", "LDGSTS", "LDG", "LDG.E.128"];

    /// <summary>All kernels, products last, each with its numbers for every architecture.</summary>
    public static string Markdown(IReadOnlyList<(KernelSource Kernel, Assembled[] Made)> rows)
    {
        StringBuilder page = new();
        Assembled[] all = [.. rows.SelectMany(row => row.Made)];
        page.Append(CultureInfo.InvariantCulture, $"""
            # Kernels on NVIDIA GPUs

            What ILGPU's PTX becomes when NVIDIA's assembler has read it: {rows.Count} kernels, each for {string.Join(" and ", Assembler.Architectures.Select(Assembler.NameOf))}.
            The most bytes of a stack frame are {all.Max(made => made.StackBytes)}, of spilt registers {all.Max(made => made.SpillBytes)}.
            A test holds each kernel to its budget of registers, and products to their counts of instructions; nothing here was run on a GPU.

            ```sh
            dotnet run -c Release --project tools/PtxReport -- assemble /path/to/ptxas > docs/kernels.md
            ```

            Registers are of a thread, shared memory is static and of a group. The loop is what a k-tile of a product passes through, 16 terms of each sum. Other counts are of the whole kernel, prologue and epilogue included: HMMA multiplies on tensor cores, FFMA in float32, LDS reads shared memory, LDSM for a whole warp, LDGSTS is cp.async, LDG reads global memory; .128 are those of 16 bytes.

            """);
        Append(page, "Products", [.. rows.Where(row => row.Kernel.Variant is not null)], Instructions);
        Append(page, "All else", [.. rows.Where(row => row.Kernel.Variant is null)], []);
        return page.ToString();
    }

    private static void Append(
        StringBuilder page, string title, IReadOnlyList<(KernelSource Kernel, Assembled[] Made)> rows, string[] counted)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n| kernel | GPU | registers | of | stack | spilt | shared | instructions |");
        bool isProduct = counted.Length > 0;
        if (isProduct)
            page.Append(" loop |");
        page.AppendJoin("", counted.Select(name => $" {name} |")).Append("\n| --- | --- |");
        page.AppendJoin("", Enumerable.Repeat(" --- |", 6 + (isProduct ? 1 : 0) + counted.Length)).Append('\n');
        foreach ((KernelSource kernel, Assembled[] made) in rows)
        {
            foreach (Assembled a in made)
            {
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"| {kernel.Name} | {a.Architecture} | {a.Registers} | {kernel.RegisterBudget} | {a.StackBytes} | {a.SpillBytes} | {a.SharedBytes} | {a.Length} |");
                if (isProduct)
                    page.Append(CultureInfo.InvariantCulture, $" {a.LoopLength} |");
                page.AppendJoin("", counted.Select(name => $" {a.Count(name)} |")).Append('\n');
            }
        }

        page.Append('\n');
    }
}
