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
    /// Runs the tests whose full names match a regular expression, of every category and one after the other, prints those
    /// that fail and how many there were.
    /// </summary>
    /// <returns>0 if there were some and none failed.</returns>
    public static int Of(string pattern)
    {
        NUnitTestAssemblyRunner runner = new(new DefaultTestAssemblyBuilder());
        runner.Load(
            typeof(TestRun).Assembly,
            new Dictionary<string, object> { [FrameworkPackageSettings.NumberOfTestWorkers] = 0 });
        TestFilter filter = TestFilter.FromXml(
            $"<filter><test re=\"1\">{SecurityElement.Escape(pattern)}</test></filter>");
        ITestResult result = runner.Run(new FailurePrinter(), filter);
        Console.WriteLine($"{result.PassCount} passed, {result.FailCount} failed, {result.SkipCount} skipped");
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
