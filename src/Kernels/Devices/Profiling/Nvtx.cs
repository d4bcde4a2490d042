using System.Runtime.InteropServices;

namespace IlgpuCnn.Kernels.Devices.Profiling;

/// <summary>
/// A client of NVIDIA's tools extension that needs no library of its own: a profiler names its library in an
/// environment variable, and that library fills its functions into tables that are laid out as in NVTX 3's header
/// nvtxDetail/nvtxTypes.h.
/// </summary>
internal static unsafe class Nvtx
{
    private const int CoreModule = 1;
    private const int RangePush = 9;
    private const int RangePop = 11;
    private const int CallbackTable = 1;
    private const int VersionTable = 3;
    private const int TableLength = 32;

    // Functions of each module, as the header counts them; the first module's number is 1.
    private static readonly uint[] FunctionCounts = [0, 16, 9, 15, 7, 16, 7];

    private static readonly nint* Slots; // the functions, module after module
    private static readonly nint** SlotAddresses; // where a profiler finds the slots
    private static readonly nint* Callbacks;
    private static readonly nint* Version;
    private static readonly delegate* unmanaged<byte*, int> PushFunction;
    private static readonly delegate* unmanaged<int> PopFunction;

    static Nvtx()
    {
        string? path = Environment.GetEnvironmentVariable("NVTX_INJECTION64_PATH");
        if (string.IsNullOrEmpty(path) || !NativeLibrary.TryLoad(path, out nint library)
            || !NativeLibrary.TryGetExport(library, "InitializeInjectionNvtx2", out nint initialize))
        {
            return;
        }

        nuint slots = (nuint)(FunctionCounts.Length * TableLength);
        Slots = (nint*)NativeMemory.AllocZeroed(slots, (nuint)sizeof(nint));
        SlotAddresses = (nint**)NativeMemory.AllocZeroed(slots, (nuint)sizeof(nint));
        for (int module = 0; module < FunctionCounts.Length; module++)
        {
            // The table of a module ends with a null.
            for (int i = 1; i < FunctionCounts[module]; i++)
                SlotAddresses[(module * TableLength) + i] = &Slots[(module * TableLength) + i];
        }

        // Each structure begins with its own size.
        Callbacks = (nint*)NativeMemory.AllocZeroed(2, (nuint)sizeof(nint));
        Callbacks[0] = 2 * sizeof(nint);
        Callbacks[1] = (nint)(delegate* unmanaged<int, nint***, uint*, int>)&GetModuleFunctionTable;
        Version = (nint*)NativeMemory.AllocZeroed(3, (nuint)sizeof(nint));
        Version[0] = 3 * sizeof(nint);
        Version[1] = 3;
        Version[2] = (nint)(delegate* unmanaged<uint, void>)&SetInjectionVersion;
        if (((delegate* unmanaged<delegate* unmanaged<uint, void*>, int>)initialize)(&GetExportTable) == 0)
            return;
        PushFunction = (delegate* unmanaged<byte*, int>)Slots[(CoreModule * TableLength) + RangePush];
        PopFunction = (delegate* unmanaged<int>)Slots[(CoreModule * TableLength) + RangePop];
        IsActive = PushFunction != null && PopFunction != null;
    }

    /// <summary>Whether a profiler listens.</summary>
    public static bool IsActive { get; }

    /// <summary>Begins a range whose name ends with a zero.</summary>
    public static void Push(byte[] name)
    {
        if (!IsActive)
            return;
        fixed (byte* text = name)
            _ = PushFunction(text);
    }

    /// <summary>Ends the range that began last.</summary>
    public static void Pop()
    {
        if (IsActive)
            _ = PopFunction();
    }

    [UnmanagedCallersOnly]
    private static void* GetExportTable(uint id) => id switch
    {
        CallbackTable => Callbacks,
        VersionTable => Version,
        _ => null,
    };

    [UnmanagedCallersOnly]
    private static void SetInjectionVersion(uint version)
    {
    }

    [UnmanagedCallersOnly]
    private static int GetModuleFunctionTable(int module, nint*** table, uint* size)
    {
        if (module < 1 || module >= FunctionCounts.Length)
            return 0;
        *size = FunctionCounts[module];
        *table = (nint**)(SlotAddresses + (module * TableLength));
        return 1;
    }
}
