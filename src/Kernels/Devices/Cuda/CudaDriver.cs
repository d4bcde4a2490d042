using System.Runtime.InteropServices;

namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>
/// The functions of NVIDIA's driver that ILGPU does not wrap, by the driver's own names: attributes of functions,
/// graphs, modules with options, events. Each returns the driver's error code, 0 for none, which <see cref="Check"/>
/// turns into an exception. Call <see cref="DriverLibraries.Install"/> before the first.
/// </summary>
internal static unsafe partial class CudaDriver
{
    /// <summary>
    /// Attribute for cuFuncGetAttribute: bytes of shared memory of a group that are known when the kernel is compiled.
    /// </summary>
    public const int FunctionSharedBytes = 1;

    /// <summary>
    /// Attribute for cuFuncGetAttribute: bytes of local memory that a thread needs, spilled registers among them.
    /// </summary>
    public const int FunctionLocalBytes = 3;

    /// <summary>Attribute for cuFuncGetAttribute: registers of a thread.</summary>
    public const int FunctionRegisters = 4;

    /// <summary>
    /// Attribute for cuFuncSetAttribute: the most dynamic shared memory that a launch may request, in bytes.
    /// </summary>
    public const int FunctionMostDynamicSharedBytes = 8;

    /// <summary>Mode for cuStreamBeginCapture: other threads may call what a capture forbids its own.</summary>
    public const int CaptureModeRelaxed = 2;

    /// <summary>
    /// Option for cuModuleLoadDataEx: the lines of the source are written into the machine code, for profilers.
    /// </summary>
    public const int JitGenerateLineInfo = 13;

    /// <summary>The library's name in imports; <see cref="DriverLibraries"/> knows its files.</summary>
    public const string Library = "cuda";

    /// <summary>Starts the driver; more calls change nothing.</summary>
    [LibraryImport(Library)]
    public static partial int cuInit(uint flags);

    /// <summary>Gets the name of an error, such as CUDA_ERROR_OUT_OF_MEMORY; the driver owns the text.</summary>
    [LibraryImport(Library)]
    public static partial int cuGetErrorName(int error, out nint name);

    /// <summary>Gets what an error means, in words; the driver owns the text.</summary>
    [LibraryImport(Library)]
    public static partial int cuGetErrorString(int error, out nint text);

    // ---- functions and modules

    [LibraryImport(Library)]
    public static partial int cuFuncGetAttribute(out int value, int attribute, nint function);

    [LibraryImport(Library)]
    public static partial int cuFuncSetAttribute(nint function, int attribute, int value);

    /// <summary>Assembles and loads PTX that ends with a zero; each option has a value, cast to a pointer.</summary>
    [LibraryImport(Library)]
    public static partial int cuModuleLoadDataEx(out nint module, byte* ptx, uint count, int* options, void** values);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int cuModuleGetFunction(out nint function, nint module, string name);

    [LibraryImport(Library)]
    public static partial int cuModuleUnload(nint module);

    // ---- graphs

    /// <summary>Begins a capture: launches on the stream are recorded from here on and do not run.</summary>
    [LibraryImport(Library)]
    public static partial int cuStreamBeginCapture_v2(nint stream, int mode);

    [LibraryImport(Library)]
    public static partial int cuStreamEndCapture(nint stream, out nint graph);

    [LibraryImport(Library)]
    public static partial int cuGraphInstantiateWithFlags(out nint executable, nint graph, ulong flags);

    [LibraryImport(Library)]
    public static partial int cuGraphLaunch(nint executable, nint stream);

    [LibraryImport(Library)]
    public static partial int cuGraphExecDestroy(nint executable);

    [LibraryImport(Library)]
    public static partial int cuGraphDestroy(nint graph);

    [LibraryImport(Library)]
    public static partial int cuStreamWaitEvent(nint stream, nint waitedFor, uint flags);

    // ---- events

    [LibraryImport(Library)]
    public static partial int cuEventCreate(out nint created, uint flags);

    [LibraryImport(Library)]
    public static partial int cuEventRecord(nint recorded, nint stream);

    [LibraryImport(Library)]
    public static partial int cuEventQuery(nint recorded);

    [LibraryImport(Library)]
    public static partial int cuEventSynchronize(nint recorded);

    [LibraryImport(Library)]
    public static partial int cuEventElapsedTime(out float milliseconds, nint start, nint end);

    [LibraryImport(Library)]
    public static partial int cuEventDestroy_v2(nint destroyed);

    /// <summary>
    /// Throws when <paramref name="result"/> is an error. <paramref name="doing"/> stands behind "could not", as in
    /// "launch a graph".
    /// </summary>
    /// <exception cref="CudaDriverException">One sentence: what failed, why, and what to do.</exception>
    public static void Check(int result, string doing)
    {
        if (result != 0)
            throw new CudaDriverException(doing, ErrorName(result), ErrorText(result));
    }

    /// <summary>
    /// Why the driver does not start, worded to follow "for"; null where there is no driver, or it starts.
    /// </summary>
    public static string? StartFault()
    {
        try
        {
            int result = cuInit(0);
            return result == 0 ? null : $"the CUDA driver says: {ErrorText(result)} ({ErrorName(result)})";
        }
        catch (DllNotFoundException)
        {
            return null;
        }
        catch (EntryPointNotFoundException)
        {
            return $"the CUDA driver has no function {DriverFunctions.Missing}";
        }
    }

    /// <summary>The driver's name of an error; the error's number where the driver does not know it.</summary>
    public static string ErrorName(int error) =>
        (cuGetErrorName(error, out nint name) == 0 ? Marshal.PtrToStringUTF8(name) : null) ?? $"error {error}";

    /// <summary>What the driver says of an error.</summary>
    public static string ErrorText(int error) =>
        (cuGetErrorString(error, out nint text) == 0 ? Marshal.PtrToStringUTF8(text) : null) ?? "no description";
}
