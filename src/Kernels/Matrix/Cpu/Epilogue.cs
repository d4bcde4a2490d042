using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Matrix.Cpu;

/// <summary>The last operations on a finished tile, on its way to memory.</summary>
internal static unsafe class Epilogue
{
    /// <summary>y = f(c + bias), row by row of the tile.</summary>
    public static void BiasActivation<S, V>(
        float* c, int rows, int columns, float* bias, Activation activation, float* y, int stride)
        where S : struct, ISimd<V>
        where V : struct
    {
        for (int i = 0; i < rows; i++)
        {
            int j = 0;
            for (; j + S.Width <= columns; j += S.Width)
                S.Store(VectorActivations.Apply<S, V>(activation, S.Add(S.Load(c + j), S.Load(bias + j))), y + j);
            for (; j < columns; j++)
                y[j] = Activations.Apply(activation, c[j] + bias[j]);
            c += 2 * S.Width;
            y += stride;
        }
    }

    /// <summary>dx = c · f′(x), row by row of the tile.</summary>
    public static void TimesDerivative<S, V>(
        float* c, int rows, int columns, float* x, Activation activation, float* dx, int stride)
        where S : struct, ISimd<V>
        where V : struct
    {
        for (int i = 0; i < rows; i++)
        {
            int j = 0;
            for (; j + S.Width <= columns; j += S.Width)
            {
                V gradient = VectorActivations.TimesDerivative<S, V>(activation, S.Load(c + j), S.Load(x + j));
                S.Store(gradient, dx + j);
            }

            for (; j < columns; j++)
                dx[j] = activation == Activation.Identity ? c[j] : c[j] * Activations.Derivative(activation, x[j]);
            c += 2 * S.Width;
            x += stride;
            dx += stride;
        }
    }

    /// <summary>sum = c, row by row of the tile, all its columns.</summary>
    public static void Overwrite<S, V>(float* c, int rows, float* sum, int stride)
        where S : struct, ISimd<V>
        where V : struct
    {
        for (int i = 0; i < rows; i++)
        {
            S.Store(S.Load(c), sum);
            S.Store(S.Load(c + S.Width), sum + S.Width);
            c += 2 * S.Width;
            sum += stride;
        }
    }

    /// <summary>sum += c, row by row of the tile.</summary>
    public static void Accumulate<S, V>(float* c, int rows, int columns, float* sum, int stride)
        where S : struct, ISimd<V>
        where V : struct
    {
        for (int i = 0; i < rows; i++)
        {
            Accumulate<S, V>(c, columns, sum);
            c += 2 * S.Width;
            sum += stride;
        }
    }

    /// <summary>sum += c over <paramref name="length"/> neighbours.</summary>
    public static void Accumulate<S, V>(float* c, int length, float* sum)
        where S : struct, ISimd<V>
        where V : struct
    {
        int j = 0;
        for (; j + S.Width <= length; j += S.Width)
            S.Store(S.Add(S.Load(sum + j), S.Load(c + j)), sum + j);
        for (; j < length; j++)
            sum[j] += c[j];
    }
}
