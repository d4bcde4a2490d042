using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Engines.Gpu;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels;

/// <summary>Every kernel that a GPU runs, compiled for NVIDIA GPUs with no driver in sight.</summary>
public sealed partial class PtxTests
{
    private const BindingFlags AnyStatic =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly string[] Architectures = ["sm_80", "sm_90"];

    private static IEnumerable<TestCaseData> Kernels =>
        from type in typeof(ComputeDevice).Assembly.GetTypes()
        where type.Namespace?.StartsWith("IlgpuCnn.Kernels.Engines.Cpu", StringComparison.Ordinal) != true
        from method in type.GetMethods(AnyStatic)
        where method.Name.EndsWith("Kernel", StringComparison.Ordinal)
        where !method.Name.EndsWith("RowKernel", StringComparison.Ordinal) // vector code, which only CPUs run
        select new TestCaseData(method).SetArgDisplayNames($"{type.Name}.{method.Name}");

    [Test]
    public void Kernels_ByReflection_IncludeThoseOfTheGpuEngine() =>
        Assert.That(
            Kernels.Select(c => ((MethodInfo)c.Arguments[0]!).Name),
            Is.SupersetOf(new[] { "ForwardKernel", "BackwardInputKernel", "BackwardWeightPartKernel" }));

    [TestCaseSource(nameof(Kernels))]
    public void Kernel_ForNvidia_CompilesWithoutDoublesOrUnknownCalls(MethodInfo kernel)
    {
        string ptx = Compile(kernel);
        Assert.Multiple(() =>
        {
            Assert.That(ptx, Does.Contain(".entry"));
            Assert.That(ptx, Does.Not.Contain(".f64"), "A GPU does doubles at a fraction of its speed.");
            Assert.That(ptx, Does.Not.Contain("FusedMultiplyAdd"), "ILGPU leaves this call for nobody to resolve.");
            Assert.That(ptx, Does.Not.Match(Denormal()), "ILGPU takes (float)(c ? 1 : 0) for a choice of bit patterns.");
        });
    }

    [TestCaseSource(nameof(Kernels))]
    public void Kernel_Assembled_KeepsItsLocalsInRegisters(MethodInfo kernel)
    {
        string? ptxas = Environment.GetEnvironmentVariable("ILGPUCNN_PTXAS");
        if (!File.Exists(ptxas))
            Assert.Ignore("Set ILGPUCNN_PTXAS to the path of NVIDIA's ptxas to assemble the kernels.");

        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("kernel.ptx"), Compile(kernel));
        foreach (string architecture in Architectures)
        {
            (int exitCode, string output) = Assemble(ptxas, architecture, folder);
            Assert.That(exitCode, Is.Zero, $"{architecture}: {output}");
            Assert.That(LocalMemory().Matches(output).Select(m => m.Value), Is.Not.Empty.And.All.StartsWith("0 bytes"), output);
            TestContext.Out.WriteLine($"{architecture}: {Registers().Match(output).Value}");
        }
    }

    // No kernel has a use for a float constant under 1e-38 other than 0.
    [GeneratedRegex("0f(?!00000000)00[0-7][0-9A-F]{5}")]
    private static partial Regex Denormal();

    [GeneratedRegex(@"\d+ bytes (stack frame|spill stores|spill loads)")]
    private static partial Regex LocalMemory();

    [GeneratedRegex(@"Used \d+ registers.*")]
    private static partial Regex Registers();

    // A context for each: after one kernel that fails, ILGPU compiles no other in the same context.
    private static string Compile(MethodInfo kernel)
    {
        using Context context = Context.Create(b => b.Optimize(OptimizationLevel.O2).EnableAlgorithms());
        using PTXBackend backend = new(context, CudaArchitecture.SM_80, CudaInstructionSet.ISA_84, null!);
        bool grouped = kernel.GetParameters()[0].ParameterType == typeof(Index1D);
        EntryPointDescription entry = grouped
            ? EntryPointDescription.FromImplicitlyGroupedKernel(kernel)
            : EntryPointDescription.FromExplicitlyGroupedKernel(kernel);
        KernelSpecialization group = grouped
            ? KernelSpecialization.Empty
            : new KernelSpecialization(TileGemm.Threads, null);
        return ((PTXCompiledKernel)backend.Compile(entry, group)).PTXAssembly;
    }

    private static (int ExitCode, string Output) Assemble(string ptxas, string architecture, TemporaryFolder folder)
    {
        ProcessStartInfo start = new(ptxas) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
            ["-v", $"-arch={architecture}", folder.File("kernel.ptx"), "-o", folder.File("kernel.cubin")];
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.Result + errors);
    }
}
