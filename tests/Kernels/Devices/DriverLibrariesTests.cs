using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Devices.Cuda;
using Mono.Cecil;

namespace IlgpuCnn.Tests.Kernels.Devices;

/// <summary>Where drivers are looked for on each system; only that of the machine can be tried.</summary>
public sealed class DriverLibrariesTests
{
    [Test]
    public void FileOf_Cuda_IsWhatTheDriverInstalls()
    {
        Assert.That(DriverLibraries.FileOf(CudaAPI.LibNameLinux, onWindows: false), Is.EqualTo("libcuda.so.1"));
        Assert.That(DriverLibraries.FileOf(CudaDriver.Library, onWindows: false), Is.EqualTo("libcuda.so.1"));
        Assert.That(
            DriverLibraries.FileOf(CudaDriver.Library, onWindows: true), Is.EqualTo($"{CudaAPI.LibNameWindows}.dll"));
    }

    [Test]
    public void FileOf_OpenCL_IsThatOfTheLoaderOnLinux() =>
        Assert.That(DriverLibraries.FileOf(CLAPI.LibNameLinux, onWindows: false), Is.EqualTo("libOpenCL.so.1"));

    [TestCase(CudaAPI.LibNameWindows)]
    [TestCase(CLAPI.LibNameWindows)]
    [TestCase("kernel32")]
    public void FileOf_WhatWindowsFinds_IsLeftToIt(string name) =>
        Assert.That(DriverLibraries.FileOf(name, onWindows: true), Is.Null);

    // ILGPU has imports for each system; these have to do on all.
    [Test]
    public void Imports_OfTheKernels_HaveAFileOnEachSystem()
    {
        using AssemblyDefinition kernels = AssemblyDefinition.ReadAssembly(typeof(CudaDriver).Assembly.Location);
        string[] names = [.. kernels.MainModule.ModuleReferences.Select(library => library.Name)];
        Assert.That(names, Is.Not.Empty);
        Assert.That(names.Select(name => DriverLibraries.FileOf(name, onWindows: true)), Has.All.Not.Null);
        Assert.That(names.Select(name => DriverLibraries.FileOf(name, onWindows: false)), Has.All.Not.Null);
    }
}
