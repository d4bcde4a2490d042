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

    [TestCase("DOTNET_EnableHWIntrinsic")]
    public void AFewTestsOfTheCpu_WithoutAnInstructionSet_Pass(string setting) =>
        RunWithout(setting, @"Kernels\..*(Adam|Activations|Dense)Tests\(""cpu""\)", least: 30);

    [Category(TestCategories.Exhaustive)]
    [TestCase("DOTNET_EnableAVX512")]
    [TestCase("DOTNET_EnableAVX2")]
    [TestCase("DOTNET_EnableHWIntrinsic")]
    public void TestsOfTheCpu_WithoutAnInstructionSet_Pass(string setting) =>
        RunWithout(setting, @"(?i)Tests\.Kernels.*cpu", least: 100);

    private static void RunWithout(string setting, string pattern, int least)
    {
        if (Environment.GetEnvironmentVariable(Nested) is not null)
            Assert.Ignore("This is the run without an instruction set.");
        ProgramResult result = Program.Finish(Program.Start(
            typeof(InstructionSetTests).Assembly.Location, ["--tests", pattern],
            new Dictionary<string, string> { [setting] = "0", [Nested] = "1" }));
        Assert.That(result.ExitCode, Is.Zero, result.Output + result.Error);
        int passed = int.Parse(Passed().Match(result.Output).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.That(passed, Is.GreaterThan(least), result.Output);
        TestContext.Out.WriteLine($"{setting}=0: {passed} passed");
    }

    [GeneratedRegex(@"(\d+) passed")]
    private static partial Regex Passed();
}
