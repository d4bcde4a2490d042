namespace IlgpuCnn.Kernels;

/// <summary>Checks of arguments that launchers make before anything reaches the device.</summary>
internal static class Require
{
    /// <summary>Requires a view to hold <paramref name="length"/> elements, as many as a shape needs.</summary>
    /// <exception cref="ArgumentException">The view is shorter.</exception>
    public static void Length<T, S>(ArrayView<T> view, long length, string name, S shape)
        where T : unmanaged
    {
        // Generic, so that nothing is boxed where nothing is wrong: a training step allocates nothing.
        if (view.Length < length)
            throw new ArgumentException($"{name} holds {view.Length} elements; {shape} needs {length}.", name);
    }

    /// <summary>
    /// Requires a view to hold <paramref name="length"/> elements, for a shape that is a number of something: "a batch
    /// of" 5.
    /// </summary>
    /// <exception cref="ArgumentException">The view is shorter than that.</exception>
    public static void Length<T>(ArrayView<T> view, long length, string name, string what, long count)
        where T : unmanaged
    {
        if (view.Length < length)
            Length(view, length, name, $"{what} {count}");
    }

    /// <summary>Requires a number to be that of a part of a whole.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Either is negative, or the part is larger.</exception>
    public static void Part(int part, int whole, string name)
    {
        AtLeast(whole, 0, "length");
        AtLeast(part, 0, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, whole, name);
    }

    /// <summary>A value, which must be at least <paramref name="least"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less.</exception>
    public static int AtLeast(int value, int least, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}.");
}
