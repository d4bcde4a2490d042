using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Matrix;

/// <summary>
/// The CPU's tests once more in processes that are told to do without the newer instructions: narrower vectors, and
/// none, against the same references. An engine asked for wider vectors than there are computes with what .NET makes
/// of them, which is slow and right.
/// </summary>
public sealed partial class InstructionSetTests
{
    private const string Nested = "ILGPUCNN_NESTED_TEST";

    [Category(TestCategories.Exhaustive)]
    [TestCase("DOTNET_EnableAVX512")]
    [TestCase("DOTNET_EnableAVX2")]
    [TestCase("DOTNET_EnableHWIntrinsic")]
    public void TestsOfTheCpu_WithoutAnInstructionSet_Pass(string setting)
    {
        if (Environment.GetEnvironmentVariable(Nested) is not null)
            Assert.Ignore("This is the run without an instruction set.");
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[]
        {
            "test", typeof(InstructionSetTests).Assembly.Location, "--filter",
            "FullyQualifiedName~Tests.Kernels&FullyQualifiedName~cpu",
        })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[setting] = "0";
        start.Environment[Nested] = "1";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, output + error.Result);
        int passed = int.Parse(Passed().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.That(passed, Is.GreaterThan(100), output);
        TestContext.Out.WriteLine($"{setting}=0: {passed} passed");
    }

    [GeneratedRegex(@"Passed: +(\d+)")]
    private static partial Regex Passed();
}
