using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;

namespace IlgpuCnn.PtxReport;

/// <summary>What a kernel became for one architecture.</summary>
/// <param name="Architecture">sm_90.</param>
/// <param name="Registers">Of a thread.</param>
/// <param name="StackBytes">Of a thread; in local memory, that is slow.</param>
/// <param name="SpillBytes">Stores and loads of registers that did not suffice.</param>
/// <param name="SharedBytes">Of a group.</param>
/// <param name="Code">The machine code, disassembled; empty where it was not asked for.</param>
internal sealed record Assembled(
    string Architecture, int Registers, int StackBytes, int SpillBytes, int SharedBytes, string Code)
{
    /// <summary>The instructions that a k-tile of a product passes through, a line each.</summary>
    public string Loop { get; } = InnerLoop.Of(Code);

    /// <summary>How many these are.</summary>
    public int LoopLength => Loop.Length == 0 ? 0 : Loop.Count(c => c == '\n') + 1;

    /// <summary>How often an instruction stands in the code, such as HMMA or LDS.128.</summary>
    public int Count(string instruction) => CountIn(Code, instruction);

    /// <summary>How often it stands in the loop.</summary>
    public int CountInLoop(string instruction) => CountIn(Loop, instruction);

    /// <summary>Instructions in all.</summary>
    public int Length => Regex.Count(Code, @"(?m)^\s+/\*[0-9a-f]{4,}\*/\s");

    private static int CountIn(string code, string instruction) =>
        Regex.Count(code, $@"(?m)\b{Regex.Escape(instruction)}(?=[.\s])");
}

/// <summary>One of NVIDIA's programs can't be run, or refuses what it is given.</summary>
internal sealed class AssemblerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>NVIDIA's ptxas and nvdisasm, which lie in one folder.</summary>
internal sealed partial class Assembler(string ptxas)
{
    /// <summary>Ampere's and Hopper's data-centre GPUs.</summary>
    public static IReadOnlyList<CudaArchitecture> Architectures { get; } =
        [CudaArchitecture.SM_80, CudaArchitecture.SM_90];

    private readonly string disassembler = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(ptxas))!, "nvdisasm");

    /// <summary>sm_90, as ptxas and docs/kernels.md have it.</summary>
    public static string NameOf(CudaArchitecture architecture) => $"sm_{architecture.Major}{architecture.Minor}";

    /// <summary>Assembles a kernel.</summary>
    /// <exception cref="AssemblerException">The text is wrong, or a program can't be run; the message says what it said.</exception>
    public Assembled Assemble(KernelSource kernel, CudaArchitecture architecture, bool disassemble) =>
        Assemble(PtxCompiler.Compile(kernel, architecture), NameOf(architecture), disassemble);

    /// <summary>Assembles the text of a module.</summary>
    /// <param name="ptx">The text.</param>
    /// <param name="architecture">As ptxas has it: sm_90.</param>
    /// <param name="disassemble">Whether the machine code is wanted.</param>
    /// <exception cref="AssemblerException">The text is wrong, or a program can't be run; the message says what it said.</exception>
    public Assembled Assemble(string ptx, string architecture, bool disassemble)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ptx-");
        try
        {
            string source = Path.Combine(folder.FullName, "kernel.ptx");
            string binary = Path.Combine(folder.FullName, "kernel.cubin");
            File.WriteAllText(source, ptx);
            string report = Run(ptxas, "-v", $"-arch={architecture}", source, "-o", binary);
            string code = disassemble ? Run(disassembler, "-c", binary) : "";
            return new Assembled(
                architecture, Number(report, RegisterCount()), Number(report, Stack()),
                Number(report, SpillStores()) + Number(report, SpillLoads()), Number(report, Shared()), code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Number(string report, Regex wanted) => wanted.Matches(report)
        .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
        .DefaultIfEmpty(0).Max();

    private static string Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Start(start);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new AssemblerException(
                $"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}: {output}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new AssemblerException(
                $"Can't run '{start.FileName}': {e.Message}. Name NVIDIA's ptxas, with nvdisasm in the same folder.", e);
        }
    }

    [GeneratedRegex(@"Used (\d+) registers")]
    private static partial Regex RegisterCount();

    [GeneratedRegex(@"(\d+) bytes stack frame")]
    private static partial Regex Stack();

    [GeneratedRegex(@"(\d+) bytes spill stores")]
    private static partial Regex SpillStores();

    [GeneratedRegex(@"(\d+) bytes spill loads")]
    private static partial Regex SpillLoads();

    [GeneratedRegex(@"(\d+) bytes smem")]
    private static partial Regex Shared();
}
