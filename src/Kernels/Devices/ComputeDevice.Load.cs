using System.Reflection;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using IlgpuCnn.Kernels.Devices.Cuda;

namespace IlgpuCnn.Kernels.Devices;

// Loading of kernels, one overload a number of arguments.
public sealed partial class ComputeDevice
{
    // ILGPU unloads a kernel that is no longer referenced, and would compile it anew when it is loaded again.
    private readonly Dictionary<MethodInfo, Delegate> loaded = [];

    /// <summary>
    /// Loads a kernel whose threads work in groups, as <paramref name="groups"/> says; GPUs only. The launcher that is
    /// returned takes the stream, the grid, and the kernel's arguments.
    /// </summary>
    internal TDelegate LoadGrouped<TDelegate>(MethodInfo kernel, KernelSpecialization groups)
        where TDelegate : Delegate => LoadOnce(kernel, () => Accelerator switch
        {
            CudaAccelerator cuda => CudaKernelLoader.Load(cuda, kernel, groups).CreateLauncherDelegate<TDelegate>(),
            CPUAccelerator cpu => SimulatedKernelLoader.LoadGrouped<TDelegate>(cpu, kernel, groups),
            _ => Accelerator.LoadKernel<TDelegate>(kernel, groups),
        });

    private TDelegate LoadForGpu<TDelegate>(MethodInfo kernel)
        where TDelegate : Delegate => LoadOnce(kernel, () => Accelerator switch
        {
            CudaAccelerator cuda => CudaKernelLoader.Load(cuda, kernel, groups: null).CreateLauncherDelegate<TDelegate>(),
            CPUAccelerator => SimulatedKernelLoader.LoadItems<TDelegate>(kernel),
            _ => Accelerator.LoadAutoGroupedKernel<TDelegate>(kernel),
        });

    private TDelegate LoadOnce<TDelegate>(MethodInfo kernel, Func<TDelegate> load)
        where TDelegate : Delegate
    {
        if (loaded.TryGetValue(kernel, out Delegate? known))
            return (TDelegate)known;
        try
        {
            TDelegate launcher = load();
            loaded.Add(kernel, launcher);
            return launcher;
        }
        catch (CudaException e)
        {
            throw DeviceFailure.OfKernel(kernel, e);
        }
    }

    /// <summary>
    /// Loads a kernel: a static method of an item's index and of structs, in any assembly. The launcher that is
    /// returned runs it for items 0 to extent − 1: on a GPU, for which it is compiled, with a thread for each, on
    /// <see cref="Stream"/>; on a CPU on the device's own threads, since a launch by ILGPU takes about 80 µs there and
    /// allocates. A launcher keeps its arguments from launch to launch, so that none is allocated.
    /// </summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="vectorKernel">
    /// What a CPU runs in place of the kernel, where it is given: the same formula, written with vectors.
    /// </param>
    /// <returns>The launcher: it takes the extent and the kernel's arguments.</returns>
    public Action<Index1D, T1, T2> Load<T1, T2>(
        Action<Index1D, T1, T2> kernel,
        Action<Index1D, T1, T2>? vectorKernel = null)
        where T1 : struct where T2 : struct
    {
        if (team is null)
        {
            Action<AcceleratorStream, Index1D, T1, T2> launch =
                LoadForGpu<Action<AcceleratorStream, Index1D, T1, T2>>(kernel.Method);
            return (extent, a, b) => launch(Stream, extent, a, b);
        }

        Action<Index1D, T1, T2> run = vectorKernel ?? kernel;
        T1 a0 = default;
        T2 b0 = default;
        Action<int> item = i => run(i, a0, b0);
        return (extent, a, b) =>
        {
            team.Claim();
            (a0, b0) = (a, b);
            team.Run(extent, item);
        };
    }

    /// <inheritdoc cref="Load{T1, T2}(Action{Index1D, T1, T2}, Action{Index1D, T1, T2})"/>
    public Action<Index1D, T1, T2, T3> Load<T1, T2, T3>(
        Action<Index1D, T1, T2, T3> kernel,
        Action<Index1D, T1, T2, T3>? vectorKernel = null)
        where T1 : struct where T2 : struct where T3 : struct
    {
        if (team is null)
        {
            Action<AcceleratorStream, Index1D, T1, T2, T3> launch =
                LoadForGpu<Action<AcceleratorStream, Index1D, T1, T2, T3>>(kernel.Method);
            return (extent, a, b, c) => launch(Stream, extent, a, b, c);
        }

        Action<Index1D, T1, T2, T3> run = vectorKernel ?? kernel;
        T1 a0 = default;
        T2 b0 = default;
        T3 c0 = default;
        Action<int> item = i => run(i, a0, b0, c0);
        return (extent, a, b, c) =>
        {
            team.Claim();
            (a0, b0, c0) = (a, b, c);
            team.Run(extent, item);
        };
    }

    /// <inheritdoc cref="Load{T1, T2}(Action{Index1D, T1, T2}, Action{Index1D, T1, T2})"/>
    public Action<Index1D, T1, T2, T3, T4> Load<T1, T2, T3, T4>(
        Action<Index1D, T1, T2, T3, T4> kernel,
        Action<Index1D, T1, T2, T3, T4>? vectorKernel = null)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        if (team is null)
        {
            Action<AcceleratorStream, Index1D, T1, T2, T3, T4> launch =
                LoadForGpu<Action<AcceleratorStream, Index1D, T1, T2, T3, T4>>(kernel.Method);
            return (extent, a, b, c, d) => launch(Stream, extent, a, b, c, d);
        }

        Action<Index1D, T1, T2, T3, T4> run = vectorKernel ?? kernel;
        T1 a0 = default;
        T2 b0 = default;
        T3 c0 = default;
        T4 d0 = default;
        Action<int> item = i => run(i, a0, b0, c0, d0);
        return (extent, a, b, c, d) =>
        {
            team.Claim();
            (a0, b0, c0, d0) = (a, b, c, d);
            team.Run(extent, item);
        };
    }

    /// <inheritdoc cref="Load{T1, T2}(Action{Index1D, T1, T2}, Action{Index1D, T1, T2})"/>
    public Action<Index1D, T1, T2, T3, T4, T5> Load<T1, T2, T3, T4, T5>(
        Action<Index1D, T1, T2, T3, T4, T5> kernel,
        Action<Index1D, T1, T2, T3, T4, T5>? vectorKernel = null)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
        where T5 : struct
    {
        if (team is null)
        {
            Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5> launch =
                LoadForGpu<Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5>>(kernel.Method);
            return (extent, a, b, c, d, e) => launch(Stream, extent, a, b, c, d, e);
        }

        Action<Index1D, T1, T2, T3, T4, T5> run = vectorKernel ?? kernel;
        T1 a0 = default;
        T2 b0 = default;
        T3 c0 = default;
        T4 d0 = default;
        T5 e0 = default;
        Action<int> item = i => run(i, a0, b0, c0, d0, e0);
        return (extent, a, b, c, d, e) =>
        {
            team.Claim();
            (a0, b0, c0, d0, e0) = (a, b, c, d, e);
            team.Run(extent, item);
        };
    }

    /// <inheritdoc cref="Load{T1, T2}(Action{Index1D, T1, T2}, Action{Index1D, T1, T2})"/>
    public Action<Index1D, T1, T2, T3, T4, T5, T6> Load<T1, T2, T3, T4, T5, T6>(
        Action<Index1D, T1, T2, T3, T4, T5, T6> kernel,
        Action<Index1D, T1, T2, T3, T4, T5, T6>? vectorKernel = null)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
        where T5 : struct where T6 : struct
    {
        if (team is null)
        {
            Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5, T6> launch =
                LoadForGpu<Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5, T6>>(kernel.Method);
            return (extent, a, b, c, d, e, f) => launch(Stream, extent, a, b, c, d, e, f);
        }

        Action<Index1D, T1, T2, T3, T4, T5, T6> run = vectorKernel ?? kernel;
        T1 a0 = default;
        T2 b0 = default;
        T3 c0 = default;
        T4 d0 = default;
        T5 e0 = default;
        T6 f0 = default;
        Action<int> item = i => run(i, a0, b0, c0, d0, e0, f0);
        return (extent, a, b, c, d, e, f) =>
        {
            team.Claim();
            (a0, b0, c0, d0, e0, f0) = (a, b, c, d, e, f);
            team.Run(extent, item);
        };
    }

    /// <inheritdoc cref="Load{T1, T2}(Action{Index1D, T1, T2}, Action{Index1D, T1, T2})"/>
    public Action<Index1D, T1, T2, T3, T4, T5, T6, T7> Load<T1, T2, T3, T4, T5, T6, T7>(
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7> kernel,
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7>? vectorKernel = null)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
        where T5 : struct where T6 : struct where T7 : struct
    {
        if (team is null)
        {
            Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5, T6, T7> launch =
                LoadForGpu<Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5, T6, T7>>(kernel.Method);
            return (extent, a, b, c, d, e, f, g) => launch(Stream, extent, a, b, c, d, e, f, g);
        }

        Action<Index1D, T1, T2, T3, T4, T5, T6, T7> run = vectorKernel ?? kernel;
        T1 a0 = default;
        T2 b0 = default;
        T3 c0 = default;
        T4 d0 = default;
        T5 e0 = default;
        T6 f0 = default;
        T7 g0 = default;
        Action<int> item = i => run(i, a0, b0, c0, d0, e0, f0, g0);
        return (extent, a, b, c, d, e, f, g) =>
        {
            team.Claim();
            (a0, b0, c0, d0, e0, f0, g0) = (a, b, c, d, e, f, g);
            team.Run(extent, item);
        };
    }

    /// <inheritdoc cref="Load{T1, T2}(Action{Index1D, T1, T2}, Action{Index1D, T1, T2})"/>
    public Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8> Load<T1, T2, T3, T4, T5, T6, T7, T8>(
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8> kernel,
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8>? vectorKernel = null)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
        where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        if (team is null)
        {
            Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5, T6, T7, T8> launch =
                LoadForGpu<Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5, T6, T7, T8>>(kernel.Method);
            return (extent, a, b, c, d, e, f, g, h) => launch(Stream, extent, a, b, c, d, e, f, g, h);
        }

        Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8> run = vectorKernel ?? kernel;
        T1 a0 = default;
        T2 b0 = default;
        T3 c0 = default;
        T4 d0 = default;
        T5 e0 = default;
        T6 f0 = default;
        T7 g0 = default;
        T8 h0 = default;
        Action<int> item = i => run(i, a0, b0, c0, d0, e0, f0, g0, h0);
        return (extent, a, b, c, d, e, f, g, h) =>
        {
            team.Claim();
            (a0, b0, c0, d0, e0, f0, g0, h0) = (a, b, c, d, e, f, g, h);
            team.Run(extent, item);
        };
    }
}
