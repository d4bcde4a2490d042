using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests;

/// <summary>Closes the shared accelerators after the last test.</summary>
[SetUpFixture]
public sealed class DeviceCleanup
{
    [OneTimeTearDown]
    public void CloseDevices() => TestDevices.DisposeAll();
}
