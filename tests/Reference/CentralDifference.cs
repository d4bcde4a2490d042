namespace IlgpuCnn.Tests.Reference;

/// <summary>The gradient that every backward kernel is held to.</summary>
public static class CentralDifference
{
    /// <summary>d/dx of Σ dy·f(x), element by element, by (g(x+h) − g(x−h)) / 2h in double.</summary>
    public static double[] Gradient(double[] x, double[] dy, Func<double[], double[]> f, double h = 1e-4)
    {
        double[] gradient = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double kept = x[i];
            x[i] = kept + h;
            double[] up = f(x);
            x[i] = kept - h;
            double[] down = f(x);
            x[i] = kept;
            for (int j = 0; j < dy.Length; j++)
                gradient[i] += dy[j] * (up[j] - down[j]) / (2 * h);
        }

        return gradient;
    }
}
