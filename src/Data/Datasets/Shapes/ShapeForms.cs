using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IlgpuCnn.Data.Datasets.Shapes;

/// <summary>Outlines of the generated shapes.</summary>
internal enum Shape
{
    Circle,
    Square,
    Triangle,
    Cross,
    Ring,
}

/// <summary>What the generated shapes are filled with.</summary>
internal enum Texture
{
    Solid,
    Stripes,
    Checker,
    Dots,
}

/// <summary>
/// Which points belong to a shape, and which of its two colours they have, eight points at a time. Every operation is
/// one that IEEE 754 rounds exactly, and none is fused, so that all machines draw the same.
/// </summary>
internal static class ShapeForms
{
    /// <summary>No shape has a point farther from the origin: a square's corners, and a little.</summary>
    public const float Reach = 1.14f;

    /// <summary>All bits set where (u, v) lies in the shape of radius 1 about the origin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Contains(Shape shape, Vector256<float> u, Vector256<float> v)
    {
        Vector256<float> across = Vector256.Abs(u);
        Vector256<float> along = Vector256.Abs(v);
        Vector256<float> squared = (u * u) + (v * v);
        return shape switch
        {
            Shape.Circle => AtMost(squared, 0.81f),
            Shape.Square => AtMost(Vector256.Max(across, along), 0.8f),
            Shape.Triangle => AtMost(v, 0.7f) & AtMost(along + (Vector256.Create(1.8f) * across), 2f)
                & AtMost((Vector256.Create(1.6f) * across) - v, 0.9f),
            Shape.Cross => AtMost(Vector256.Min(across, along), 0.34f) & AtMost(Vector256.Max(across, along), 1f),
            _ => AtMost(squared, 1f) & Vector256.GreaterThanOrEqual(squared, Vector256.Create(0.2f)),
        };
    }

    /// <summary>All bits set where a point, in pixels, has the second colour.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> IsSecondColour(Texture texture, Vector256<float> x, Vector256<float> y)
    {
        Vector256<float> stripe = Vector256.Create(3f);
        Vector256<float> cell = Vector256.Create(3.5f);
        return texture switch
        {
            Texture.Stripes => IsEven(Vector256.Floor(x / stripe)),
            Texture.Checker => IsEven(Vector256.Floor(x / cell) + Vector256.Floor(y / cell)),
            Texture.Dots => AtMost(FromDot(x) + FromDot(y), 3.8f),
            _ => Vector256<float>.Zero,
        };
    }

    // Along one axis, the squared distance to the middle of the period.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> FromDot(Vector256<float> x)
    {
        Vector256<float> period = Vector256.Create(6f);
        Vector256<float> off = x - (period * Vector256.Floor(x / period)) - Vector256.Create(3f);
        return off * off;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> AtMost(Vector256<float> value, float most) =>
        Vector256.LessThanOrEqual(value, Vector256.Create(most));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> IsEven(Vector256<float> whole)
    {
        Vector256<float> half = whole * Vector256.Create(0.5f);
        return Vector256.Equals(half, Vector256.Floor(half));
    }
}
