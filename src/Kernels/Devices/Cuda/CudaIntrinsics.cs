using System.Reflection;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;

namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>
/// Teaches ILGPU the instructions of every class that a <see cref="CudaInstructionsAttribute"/> names, and OpenCL what
/// stands for those that it can do without.
/// </summary>
internal static class CudaIntrinsics
{
    /// <summary>
    /// Registers every method that has the attribute <see cref="IntrinsicImplementationAttribute"/> with the generator
    /// named after it, and for OpenCL with the method that does without, where there is one.
    /// </summary>
    public static Context.Builder AddCudaIntrinsics(this Context.Builder builder)
    {
        foreach (CudaInstructionsAttribute instructions in
            typeof(CudaIntrinsics).Assembly.GetCustomAttributes<CudaInstructionsAttribute>())
        {
            Add(builder.GetIntrinsicManager(), instructions.Type);
        }

        return builder;
    }

    private static void Add(IntrinsicImplementationManager manager, Type type)
    {
        foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            if (method.GetCustomAttribute<IntrinsicImplementationAttribute>() is null)
                continue;
            manager.RegisterMethod(
                method, new PTXIntrinsic(type, $"Generate{method.Name}", IntrinsicImplementationMode.GenerateCode));
            if (type.GetMethod($"Plain{method.Name}", BindingFlags.NonPublic | BindingFlags.Static) is not null)
            {
                manager.RegisterMethod(
                    method, new CLIntrinsic(type, $"Plain{method.Name}", IntrinsicImplementationMode.Redirect));
            }
        }
    }
}
