namespace IlgpuCnn.Kernels;

/// <summary>Checks that launchers make before anything reaches the device.</summary>
internal static class Require
{
    /// <exception cref="ArgumentException">The view is shorter than the shape asks for.</exception>
    public static void Length<T>(ArrayView<T> view, long length, string name, object shape)
        where T : unmanaged
    {
        if (view.Length < length)
            throw new ArgumentException($"{name} holds {view.Length} elements; {shape} needs {length}.", name);
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is under <paramref name="least"/>.</exception>
    public static int AtLeast(int value, int least, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}.");
}
