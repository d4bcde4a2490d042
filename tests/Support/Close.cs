namespace IlgpuCnn.Tests.Support;

/// <summary>Comparison of float32 results with double references.</summary>
public static class Close
{
    public const double Absolute = 1e-5;
    public const double Relative = 1e-4;

    /// <summary>Fails at the first element off by more than absolute + relative·|expected|, and names it.</summary>
    public static void To(
        IReadOnlyList<double> expected, IReadOnlyList<float> actual, string name,
        double absolute = Absolute, double relative = Relative)
    {
        Assert.That(actual, Has.Count.EqualTo(expected.Count), name);
        for (int i = 0; i < expected.Count; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]);
            if (!(error <= absolute + (relative * Math.Abs(expected[i]))))
                Assert.Fail($"{name}[{i}]: expected {expected[i]:R}, got {actual[i]:R}, off by {error:E2}.");
        }
    }
}
