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

    /// <summary>A score of each image of <paramref name="shape"/>, which its colours are read for.</summary>
    /// <exception cref="InputException">The images are not RGB.</exception>
    /// <exception cref="ArgumentException">A view is too short.</exception>
    public static void RgbScores(string score, BatchShape shape, Bytes pixels, Floats scores)
    {
        if (shape.C != 3)
        {
            throw new InputException(
                $"{score} needs RGB images, and these have {shape.C} channel(s): choose another score.");
        }

        Length(pixels, shape.Length, nameof(pixels), shape);
        Length(scores, shape.N, nameof(scores), shape);
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is under <paramref name="least"/>.</exception>
    public static int AtLeast(int value, int least, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}.");
}
