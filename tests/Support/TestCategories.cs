namespace IlgpuCnn.Tests.Support;

/// <summary>Categories that decide when a test runs.</summary>
public static class TestCategories
{
    /// <summary>
    /// Every variant of what is also tested by a few of them. Plain <c>dotnet test</c> leaves these out;
    /// <c>dotnet test -p:TestSet=Exhaustive</c> runs them alone, <c>-p:TestSet=All</c> all tests.
    /// </summary>
    public const string Exhaustive = "Exhaustive";
}
