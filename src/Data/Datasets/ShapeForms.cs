namespace IlgpuCnn.Data.Datasets;

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

/// <summary>Which points belong to a shape, and which of its two colours they have.</summary>
internal static class ShapeForms
{
    /// <summary>Whether (u, v) lies in the shape of radius 1 about the origin.</summary>
    public static bool Contains(Shape shape, float u, float v)
    {
        float across = MathF.Abs(u);
        float along = MathF.Abs(v);
        float squared = (u * u) + (v * v);
        return shape switch
        {
            Shape.Circle => squared <= 0.81f,
            Shape.Square => MathF.Max(across, along) <= 0.8f,
            Shape.Triangle => v <= 0.7f && along + (1.8f * across) <= 2f && (1.6f * across) - v <= 0.9f,
            Shape.Cross => MathF.Min(across, along) <= 0.34f && MathF.Max(across, along) <= 1f,
            _ => squared is <= 1f and >= 0.2f,
        };
    }

    /// <summary>Whether a point, in pixels, has the second colour.</summary>
    public static bool IsSecondColour(Texture texture, float x, float y)
    {
        const float stripe = 2.5f;
        const float cell = 3f;
        const float period = 5f;
        return texture switch
        {
            Texture.Stripes => Floor(x / stripe) % 2 == 0,
            Texture.Checker => (Floor(x / cell) + Floor(y / cell)) % 2 == 0,
            Texture.Dots => Squared(x - (period * Floor(x / period)) - (period / 2))
                + Squared(y - (period * Floor(y / period)) - (period / 2)) <= 2.6f,
            _ => false,
        };
    }

    private static float Squared(float v) => v * v;

    private static int Floor(float v) => (int)MathF.Floor(v);
}
