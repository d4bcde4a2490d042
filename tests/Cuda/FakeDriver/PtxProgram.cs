using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.Tests.Cuda.FakeDriver;

/// <summary>
/// A kernel written in PTX, run by the driver's own functions in a process on the fake driver: <c>dotnet
/// IlgpuCnn.Tests.dll --ptx FILE GROUPS THREADS</c>. It gets the addresses of 1,024 floats, 0, 1, 2 …, and of 1,024 that
/// nobody has written.
/// </summary>
internal static unsafe partial class PtxProgram
{
    private const int Length = 1024;
    private const string Library = "libcuda.so.1";

    /// <summary>
    /// A kernel of a body, in which %rd1 and %rd2 are the addresses of the two arrays, %rd4 and %rd5 those of this thread's
    /// elements, %rd6 that of 256 words of shared memory, %rd7 this thread's, %r1 its number and %f1 its first element.
    /// </summary>
    public static string Text(string body) => $$"""
        .version 8.0
        .target sm_80
        .address_size 64
        .visible .entry Kernel(.param .b64 _in, .param .b64 _out)
        {
        .shared .align 16 .b8 words[1024];
        .reg .pred %p<8>; .reg .b32 %r<32>; .reg .b64 %rd<16>; .reg .f32 %f<8>;
        ld.param.b64 %rd8, [_in]; cvta.to.global.u64 %rd1, %rd8;
        ld.param.b64 %rd8, [_out]; cvta.to.global.u64 %rd2, %rd8;
        mov.b32 %r1, %tid.x; mul.wide.u32 %rd3, %r1, 4;
        add.u64 %rd4, %rd1, %rd3; add.u64 %rd5, %rd2, %rd3;
        mov.b64 %rd6, words; add.u64 %rd7, %rd6, %rd3; cvt.u32.u64 %r2, %rd7;
        ld.global.f32 %f1, [%rd4];
        {{body}}
        ret;
        }
        """;

    /// <summary>Runs a kernel and prints what became of the unwritten floats; on an error, the error's name.</summary>
    public static int Run(string file, int groups, int threads)
    {
        DriverLibraries.Install();
        Check(CudaDriver.cuInit(0));
        Check(cuCtxCreate_v2(out _, 0, 0));
        Check(cuMemAlloc_v2(out ulong input, Length * sizeof(float)));
        Check(cuMemAlloc_v2(out ulong output, Length * sizeof(float)));
        float[] values = new float[Length];
        for (int i = 0; i < Length; i++)
            values[i] = i;
        fixed (float* from = values)
            Check(cuMemcpyAsync(input, (ulong)from, Length * sizeof(float), 0));
        int result = Launch(File.ReadAllText(file), groups, threads, input, output);
        fixed (float* to = values)
            result = result != 0 ? result : cuMemcpyAsync((ulong)to, output, (nuint)(groups * threads * sizeof(float)), 0);
        Console.WriteLine(result != 0
            ? CudaDriver.ErrorName(result)
            : string.Join(' ', values.Take(groups * threads).Select(v => v.ToString(CultureInfo.InvariantCulture))));
        return 0;
    }

    private static int Launch(string text, int groups, int threads, ulong input, ulong output)
    {
        nint module;
        fixed (byte* ptx = Encoding.UTF8.GetBytes(text + "\0"))
        {
            int loaded = CudaDriver.cuModuleLoadDataEx(out module, ptx, 0, null, null);
            if (loaded != 0)
                return loaded;
        }

        Check(CudaDriver.cuModuleGetFunction(out nint function, module, "Kernel"));
        ulong* arguments = stackalloc ulong[] { input, output };
        nuint bytes = 2 * sizeof(ulong);
        nint* packed = stackalloc nint[] { 1, (nint)arguments, 2, (nint)(&bytes), 0 };
        return cuLaunchKernel(function, (uint)groups, 1, 1, (uint)threads, 1, 1, 0, 0, null, packed);
    }

    private static void Check(int result) => CudaDriver.Check(result, "run a kernel");

    [LibraryImport(Library)]
    private static partial int cuCtxCreate_v2(out nint context, uint flags, int device);

    [LibraryImport(Library)]
    private static partial int cuMemAlloc_v2(out ulong address, nuint bytes);

    [LibraryImport(Library)]
    private static partial int cuMemcpyAsync(ulong to, ulong from, nuint bytes, nint stream);

    [LibraryImport(Library)]
    private static partial int cuLaunchKernel(
        nint function, uint gridX, uint gridY, uint gridZ, uint blockX, uint blockY, uint blockZ, uint shared, nint stream,
        void** parameters, nint* extra);
}
