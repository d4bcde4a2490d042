namespace IlgpuCnn.Tests.Support;

/// <summary>Deterministic inputs for tests.</summary>
public static class Values
{
    /// <summary>Uniform in [-1, 1), different for each seed.</summary>
    public static float[] Uniform(int length, int seed)
    {
        Random random = new(seed);
        return Enumerable.Range(0, length).Select(_ => (float)((random.NextDouble() * 2) - 1)).ToArray();
    }

    public static double[] ToDouble(this float[] values) => Array.ConvertAll(values, v => (double)v);
}
