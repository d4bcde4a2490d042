using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Matrix.Cpu;
using IlgpuCnn.Kernels.Matrix.Gpu;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Devices;

public sealed class DevicesTests
{
    [Test]
    public void List_Always_HasTheCpuAndAReasonForWhatIsUnusable()
    {
        IReadOnlyList<DeviceDescription> devices = DeviceCatalog.List();
        Assert.Multiple(() =>
        {
            Assert.That(devices.Select(d => d.Specification), Is.Unique.And.Member("cpu"));
            Assert.That(devices.Where(d => d.Usable != (d.Reason.Length == 0)), Is.Empty);
            Assert.That(devices.Where(d => d.MemoryBytes <= 0 || d.Name.Length == 0), Is.Empty);
        });
    }

    [Test]
    public void List_AsUsable_HasWhatIlgpuEnablesByItself()
    {
        IReadOnlyList<DeviceDescription> devices = DeviceCatalog.List();
        using Context context = Context.Create(builder => builder.Cuda().OpenCL());
        Assert.Multiple(() =>
        {
            Assert.That(
                devices.Count(d => d.Kind == DeviceKind.Cuda && d.Usable),
                Is.EqualTo(context.GetCudaDevices().Count));
            Assert.That(
                devices.Count(d => d.Kind == DeviceKind.OpenCL && d.Usable),
                Is.EqualTo(context.GetCLDevices().Count));
        });
    }

    [Test]
    public void Open_EveryUsableDevice_OpensThatOne()
    {
        foreach (DeviceDescription description in DeviceCatalog.List().Where(d => d.Usable))
        {
            using ComputeDevice device = DeviceCatalog.Open(description.Specification.ToUpperInvariant());
            Assert.That(
                device.Accelerator.AcceleratorType.ToString(),
                Is.EqualTo(description.Kind.ToString()).IgnoreCase, description.Specification);
            Assert.That(
                device.Matrix,
                description.Kind == DeviceKind.Cpu ? Is.TypeOf<CpuEngine>() : Is.TypeOf<GpuEngine>());
        }
    }

    [Test]
    public void Open_Auto_PrefersCudaThenAnOpenCLGpuThenTheCpu()
    {
        DeviceDescription[] usable = [.. DeviceCatalog.List().Where(d => d.Usable)];
        DeviceKind expected = Array.Exists(usable, d => d.Kind == DeviceKind.Cuda) ? DeviceKind.Cuda
            : Array.Exists(usable, d => d.Kind == DeviceKind.OpenCL && d.Detail.StartsWith("GPU", StringComparison.Ordinal))
            ? DeviceKind.OpenCL : DeviceKind.Cpu;
        using ComputeDevice device = DeviceCatalog.Open("auto");
        Assert.That(
            device.Accelerator.AcceleratorType.ToString(), Is.EqualTo(expected.ToString()).IgnoreCase);
    }

    [TestCase("gpu")]
    [TestCase("")]
    [TestCase("cpu:0")]
    [TestCase("auto:1")]
    [TestCase("cuda:")]
    [TestCase("cuda:-1")]
    [TestCase("opencl:first")]
    [TestCase("cuda:0:0")]
    public void Open_UnknownSpecification_SaysWhatThereIs(string specification) =>
        Assert.That(
            () => DeviceCatalog.Open(specification),
            Throws.TypeOf<InputException>().With.Message.StartsWith($"Unknown device '{specification}'")
                .And.Message.Contains("cpu ("));

    [TestCase("cuda:99")]
    [TestCase("opencl:99")]
    public void Open_IndexThatIsNotThere_SaysWhatThereIs(string specification) =>
        Assert.That(
            () => DeviceCatalog.Open(specification),
            Throws.TypeOf<InputException>().With.Message.StartsWith($"There is no device '{specification}' here")
                .And.Message.Contains("cpu ("));

    [Test]
    public void List_WhereCudaIsRequired_HasACudaDevice()
    {
        if (Environment.GetEnvironmentVariable("ILGPUCNN_REQUIRE_CUDA") != "1")
            Assert.Ignore("Set ILGPUCNN_REQUIRE_CUDA=1 to make a missing CUDA device a failure.");
        Assert.That(
            TestDevices.All, Has.Some.StartsWith("cuda:"),
            "ILGPUCNN_REQUIRE_CUDA is set, but no CUDA device can be used here.");
    }
}
