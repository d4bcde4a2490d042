namespace IlgpuCnn.Kernels;

/// <summary>Checks that launchers make before anything reaches the device.</summary>
internal static class Require
{
    /// <exception cref="ArgumentException">The view is shorter than the shape asks for.</exception>
    public static void Length<T, S>(ArrayView<T> view, long length, string name, S shape)
        where T : unmanaged
    {
        // Generic, so that nothing is boxed where nothing is wrong: a training step allocates nothing.
        if (view.Length < length)
            throw new ArgumentException($"{name} holds {view.Length} elements; {shape} needs {length}.", name);
    }

    /// <summary>The same where the shape is a number of something: "a batch of" 5.</summary>
    /// <exception cref="ArgumentException">The view is shorter than that.</exception>
    public static void Length<T>(ArrayView<T> view, long length, string name, string what, long count)
        where T : unmanaged
    {
        if (view.Length < length)
            Length(view, length, name, $"{what} {count}");
    }

    /// <exception cref="ArgumentOutOfRangeException">Either is negative, or the part is more than the whole.</exception>
    public static void Part(int part, int whole, string name)
    {
        AtLeast(whole, 0, "length");
        AtLeast(part, 0, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, whole, name);
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is under <paramref name="least"/>.</exception>
    public static int AtLeast(int value, int least, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}.");
}
