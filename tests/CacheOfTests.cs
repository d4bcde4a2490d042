using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests;

/// <summary>Keeps what tests put into the program's cache, in this process and those that it starts, out of the user's.
/// </summary>
[SetUpFixture]
public sealed class CacheOfTests
{
    private const string Variable = "ILGPUCNN_CACHE";

    private TemporaryFolder? folder;

    [OneTimeSetUp]
    public void MakeCache()
    {
        folder = new TemporaryFolder();
        Environment.SetEnvironmentVariable(Variable, folder.Path);
    }

    [OneTimeTearDown]
    public void RemoveCache()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        folder?.Dispose();
    }
}
