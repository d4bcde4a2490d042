using System.Runtime.CompilerServices;
using ILGPU.Frontend;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Kernels.Ops;

/// <summary>
/// The vector loops of <see cref="MaxPool"/> on a CPU: an item is one window of all channels, which lie side by side in
/// memory, so the window's taps are compared by whole vectors of channels. The rules of who wins are the kernels'.
/// </summary>
internal static unsafe class MaxPoolVectors
{
    [External("MaxPoolForwardVectors")]
    public static void Forward(int worker, PoolShape s, int items, int grain, Floats x, Floats y) =>
        VectorLoop.Run<ForwardLoop, Arguments>(
            worker, grain, items,
            new Arguments(s, Activation.Identity, VectorLoop.Pointer(x), VectorLoop.Pointer(y), null));

    [External("MaxPoolBackwardTileVectors")]
    public static void BackwardTile(
        int worker, PoolShape s, int items, int grain, Activation kind, Floats x, Floats dy, Floats dx) =>
        VectorLoop.Run<BackwardLoop, Arguments>(
            worker, grain, items,
            new Arguments(s, kind, VectorLoop.Pointer(x), VectorLoop.Pointer(dy), VectorLoop.Pointer(dx)));

    // The largest value of channels c, c + 1, … of a window whose first element of channel 0 is *corner.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Largest<S, V>(in PoolShape s, in PoolWindow window, float* corner, int c)
        where S : struct, ISimd<V>
        where V : struct
    {
        V best = S.Load(corner + c);
        for (int h = 0; h < window.Bottom - window.Top; h++)
        {
            float* tap = corner + ((long)h * s.W * s.C) + c;
            for (int w = window.Left; w < window.Right; w++)
            {
                best = S.Larger(best, S.Load(tap));
                tap += s.C;
            }
        }

        return best;
    }

    private readonly struct ForwardLoop : IVectorLoop<Arguments>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Run<S, V>(in Arguments a, int first, int last)
            where S : struct, ISimd<V>
            where V : struct
        {
            int outH = a.Shape.OutH;
            int outW = a.Shape.OutW;
            int channels = a.Shape.C;
            for (int pixel = first; pixel < last; pixel++)
            {
                PoolWindow window = a.Shape.Inputs(pixel / outW % outH, pixel % outW);
                float* corner = a.At(a.X, pixel / (outW * outH), window.Top, window.Left);
                float* y = a.Y + ((long)pixel * channels);
                int c = 0;
                for (; c + S.Width <= channels; c += S.Width)
                    S.Store(Largest<S, V>(a.Shape, window, corner, c), y + c);
                for (; c < channels; c++)
                    y[c] = Largest<ScalarSimd, float>(a.Shape, window, corner, c);
            }
        }
    }

    private readonly struct BackwardLoop : IVectorLoop<Arguments>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Run<S, V>(in Arguments a, int first, int last)
            where S : struct, ISimd<V>
            where V : struct
        {
            int outH = a.Shape.OutH;
            int outW = a.Shape.OutW;
            for (int pixel = first; pixel < last; pixel++)
            {
                PoolWindow window = a.Shape.Inputs(pixel / outW % outH, pixel % outW);
                PoolWindow tile = a.Shape.Tile(pixel / outW % outH, pixel % outW);
                int image = pixel / (outW * outH);
                if (tile != window)
                    Clear(a, image, tile);
                float* x = a.At(a.X, image, window.Top, window.Left);
                float* dx = a.At(a.Dx, image, window.Top, window.Left);
                float* dy = a.Y + ((long)pixel * a.Shape.C);
                int c = 0;
                for (; c + S.Width <= a.Shape.C; c += S.Width)
                    Route<S, V>(a, window, x, dy, dx, c);
                for (; c < a.Shape.C; c++)
                    Route<ScalarSimd, float>(a, window, x, dy, dx, c);
            }
        }

        // What of the tile lies outside the window: where windows leave gaps, and the last rows and columns.
        private static void Clear(in Arguments a, int image, in PoolWindow tile)
        {
            for (int h = tile.Top; h < tile.Bottom; h++)
                new Span<float>(a.At(a.Dx, image, h, tile.Left), (tile.Right - tile.Left) * a.Shape.C).Clear();
        }

        // The first tap that holds the largest value takes the gradient, the others zero.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Route<S, V>(in Arguments a, in PoolWindow window, float* x, float* dy, float* dx, int c)
            where S : struct, ISimd<V>
            where V : struct
        {
            V zero = S.Broadcast(0f);
            V best = Largest<S, V>(a.Shape, window, x, c);
            V left = VectorActivations.TimesDerivative<S, V>(a.Kind, S.Load(dy + c), best);
            for (int h = 0; h < window.Bottom - window.Top; h++)
            {
                long tap = ((long)h * a.Shape.W * a.Shape.C) + c;
                for (int w = window.Left; w < window.Right; w++)
                {
                    V value = S.Load(x + tap);
                    S.Store(S.WhereSame(value, best, left, zero), dx + tap);
                    left = S.WhereSame(value, best, zero, left);
                    tap += a.Shape.C;
                }
            }
        }
    }

    /// <summary>The gradient of y stands where y does; Dx is null in the forward pass.</summary>
    private readonly struct Arguments(PoolShape shape, Activation kind, float* x, float* y, float* dx)
    {
        public readonly PoolShape Shape = shape;
        public readonly Activation Kind = kind;
        public readonly float* X = x;
        public readonly float* Y = y;
        public readonly float* Dx = dx;

        public float* At(float* images, int image, int h, int w) =>
            images + (((((long)image * Shape.H) + h) * Shape.W) + w) * Shape.C;
    }
}
