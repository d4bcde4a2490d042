using System.Globalization;
using System.Security;
using NUnit;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace IlgpuCnn.Tests.Support;

/// <summary>Runs tests by NUnit itself, for machines without the SDK that <c>dotnet test</c> is a part of.</summary>
public static class TestRun
{
    /// <summary>
    /// Runs the tests whose full names match a regular expression, one after the other, prints those that fail and how many
    /// there were.
    /// </summary>
    /// <param name="pattern">The expression.</param>
    /// <param name="isFast">Whether the exhaustive ones are left out.</param>
    /// <returns>0 if there were some and none failed.</returns>
    public static int Of(string pattern, bool isFast)
    {
        NUnitTestAssemblyRunner runner = new(new DefaultTestAssemblyBuilder());
        runner.Load(
            typeof(TestRun).Assembly,
            new Dictionary<string, object> { [FrameworkPackageSettings.NumberOfTestWorkers] = 0 });
        TestFilter filter = TestFilter.FromXml(
            $"<filter><and><test re=\"1\">{SecurityElement.Escape(pattern)}</test>"
            + (isFast ? $"<not><cat>{TestCategories.Exhaustive}</cat></not>" : "") + "</and></filter>");
        ITestResult result = runner.Run(new FailurePrinter(), filter);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.PassCount} passed, {result.FailCount} failed, {result.SkipCount} skipped in {result.Duration:F0} s"));
        return result is { FailCount: 0, PassCount: > 0 } ? 0 : 1;
    }

    private sealed class FailurePrinter : ITestListener
    {
        public void TestFinished(ITestResult result)
        {
            if (result is { ResultState.Status: TestStatus.Failed, HasChildren: false })
                Console.WriteLine($"FAILED {result.FullName}\n{result.Message}\n{result.StackTrace}");
        }

        public void TestStarted(ITest test)
        {
        }

        public void TestOutput(TestOutput output)
        {
        }

        public void SendMessage(TestMessage message)
        {
        }
    }
}
