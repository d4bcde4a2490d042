namespace IlgpuCnn.Kernels;

/// <summary>
/// Loading of kernels, one overload a number of arguments. Each compiles the kernel for this device and returns a
/// delegate that launches it, with the given number of threads, on <see cref="Stream"/>. A CPU gets the second kernel
/// where there is one: the same formula over a row of items, written with vectors.
/// </summary>
public sealed partial class ComputeDevice
{
    /// <summary>Compiles a kernel of 2 arguments.</summary>
    public Action<Index1D, T1, T2> Load<T1, T2>(
        Action<Index1D, T1, T2> kernel,
        Action<Index1D, T1, T2>? rowKernel = null)
        where T1 : struct where T2 : struct
    {
        Action<AcceleratorStream, Index1D, T1, T2> launch =
            Accelerator.LoadAutoGroupedKernel(Choose(kernel, rowKernel));
        return (i, a, b) => launch(Stream, i, a, b);
    }

    /// <summary>Compiles a kernel of 3 arguments.</summary>
    public Action<Index1D, T1, T2, T3> Load<T1, T2, T3>(
        Action<Index1D, T1, T2, T3> kernel,
        Action<Index1D, T1, T2, T3>? rowKernel = null)
        where T1 : struct where T2 : struct where T3 : struct
    {
        Action<AcceleratorStream, Index1D, T1, T2, T3> launch =
            Accelerator.LoadAutoGroupedKernel(Choose(kernel, rowKernel));
        return (i, a, b, c) => launch(Stream, i, a, b, c);
    }

    /// <summary>Compiles a kernel of 4 arguments.</summary>
    public Action<Index1D, T1, T2, T3, T4> Load<T1, T2, T3, T4>(
        Action<Index1D, T1, T2, T3, T4> kernel,
        Action<Index1D, T1, T2, T3, T4>? rowKernel = null)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
    {
        Action<AcceleratorStream, Index1D, T1, T2, T3, T4> launch =
            Accelerator.LoadAutoGroupedKernel(Choose(kernel, rowKernel));
        return (i, a, b, c, d) => launch(Stream, i, a, b, c, d);
    }

    /// <summary>Compiles a kernel of 5 arguments.</summary>
    public Action<Index1D, T1, T2, T3, T4, T5> Load<T1, T2, T3, T4, T5>(
        Action<Index1D, T1, T2, T3, T4, T5> kernel,
        Action<Index1D, T1, T2, T3, T4, T5>? rowKernel = null)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
        where T5 : struct
    {
        Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5> launch =
            Accelerator.LoadAutoGroupedKernel(Choose(kernel, rowKernel));
        return (i, a, b, c, d, e) => launch(Stream, i, a, b, c, d, e);
    }

    /// <summary>Compiles a kernel of 6 arguments.</summary>
    public Action<Index1D, T1, T2, T3, T4, T5, T6> Load<T1, T2, T3, T4, T5, T6>(
        Action<Index1D, T1, T2, T3, T4, T5, T6> kernel,
        Action<Index1D, T1, T2, T3, T4, T5, T6>? rowKernel = null)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
        where T5 : struct where T6 : struct
    {
        Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5, T6> launch =
            Accelerator.LoadAutoGroupedKernel(Choose(kernel, rowKernel));
        return (i, a, b, c, d, e, f) => launch(Stream, i, a, b, c, d, e, f);
    }

    /// <summary>Compiles a kernel of 7 arguments.</summary>
    public Action<Index1D, T1, T2, T3, T4, T5, T6, T7> Load<T1, T2, T3, T4, T5, T6, T7>(
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7> kernel,
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7>? rowKernel = null)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
        where T5 : struct where T6 : struct where T7 : struct
    {
        Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5, T6, T7> launch =
            Accelerator.LoadAutoGroupedKernel(Choose(kernel, rowKernel));
        return (i, a, b, c, d, e, f, g) => launch(Stream, i, a, b, c, d, e, f, g);
    }

    /// <summary>Compiles a kernel of 8 arguments.</summary>
    public Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8> Load<T1, T2, T3, T4, T5, T6, T7, T8>(
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8> kernel,
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8>? rowKernel = null)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
        where T5 : struct where T6 : struct where T7 : struct where T8 : struct
    {
        Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5, T6, T7, T8> launch =
            Accelerator.LoadAutoGroupedKernel(Choose(kernel, rowKernel));
        return (i, a, b, c, d, e, f, g, h) => launch(Stream, i, a, b, c, d, e, f, g, h);
    }

    /// <summary>Compiles a kernel of 9 arguments.</summary>
    public Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9> Load<T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9> kernel,
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9>? rowKernel = null)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
        where T5 : struct where T6 : struct where T7 : struct where T8 : struct
        where T9 : struct
    {
        Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9> launch =
            Accelerator.LoadAutoGroupedKernel(Choose(kernel, rowKernel));
        return (i, a, b, c, d, e, f, g, h, j) => launch(Stream, i, a, b, c, d, e, f, g, h, j);
    }

    /// <summary>Compiles a kernel of 10 arguments.</summary>
    public Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> Load<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> kernel,
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>? rowKernel = null)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
        where T5 : struct where T6 : struct where T7 : struct where T8 : struct
        where T9 : struct where T10 : struct
    {
        Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> launch =
            Accelerator.LoadAutoGroupedKernel(Choose(kernel, rowKernel));
        return (i, a, b, c, d, e, f, g, h, j, k) => launch(Stream, i, a, b, c, d, e, f, g, h, j, k);
    }

    /// <summary>Compiles a kernel of 11 arguments.</summary>
    public Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> Load<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> kernel,
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>? rowKernel = null)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
        where T5 : struct where T6 : struct where T7 : struct where T8 : struct
        where T9 : struct where T10 : struct where T11 : struct
    {
        Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> launch =
            Accelerator.LoadAutoGroupedKernel(Choose(kernel, rowKernel));
        return (i, a, b, c, d, e, f, g, h, j, k, l) => launch(Stream, i, a, b, c, d, e, f, g, h, j, k, l);
    }

    /// <summary>Compiles a kernel of 12 arguments.</summary>
    public Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> Load<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> kernel,
        Action<Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>? rowKernel = null)
        where T1 : struct where T2 : struct where T3 : struct where T4 : struct
        where T5 : struct where T6 : struct where T7 : struct where T8 : struct
        where T9 : struct where T10 : struct where T11 : struct where T12 : struct
    {
        Action<AcceleratorStream, Index1D, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> launch =
            Accelerator.LoadAutoGroupedKernel(Choose(kernel, rowKernel));
        return (i, a, b, c, d, e, f, g, h, j, k, l, m) => launch(Stream, i, a, b, c, d, e, f, g, h, j, k, l, m);
    }

    private TDelegate Choose<TDelegate>(TDelegate kernel, TDelegate? rowKernel)
        where TDelegate : Delegate => cores > 0 && rowKernel is not null ? rowKernel : kernel;
}
