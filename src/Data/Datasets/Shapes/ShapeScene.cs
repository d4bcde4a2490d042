using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IlgpuCnn.Data.Datasets.Shapes;

/// <summary>One generated image before it is drawn: all that was chosen at random for it.</summary>
internal sealed class ShapeScene
{
    private const int Side = ShapeCanvas.Side;
    private const int MostClutter = 5;

    private readonly Shape shape;
    private readonly Texture texture;
    private readonly float clutter;
    private readonly float dullness;
    private readonly float occlusion;
    private readonly float noise;
    private readonly float radius;
    private readonly float centreX;
    private readonly float centreY;
    private readonly float cos;
    private readonly float sin;
    private readonly float phaseX;
    private readonly float phaseY;
    private readonly float[] background = new float[3];
    private readonly float[] first = new float[3];
    private readonly float[] second = new float[3];
    private ShapeRandom random;

    /// <summary>Chooses everything for an image of class <paramref name="label"/>.</summary>
    public ShapeScene(ShapeRandom random, int label)
    {
        this.random = random;
        int textures = Enum.GetValues<Texture>().Length;
        shape = (Shape)(label / textures);
        texture = (Texture)(label % textures);

        // Amounts of one image go together, and small ones are more frequent than large ones.
        float level = Next(0f, 1f);
        level *= 0.25f + (0.75f * level);
        clutter = Amount(level);
        dullness = Amount(level);
        occlusion = Amount(level);
        noise = Amount(level);

        radius = Next(10.5f, 13.5f);
        float room = 15.5f - radius;
        centreX = 15.5f + Next(-room, room);
        centreY = 15.5f + Next(-room, room);

        // The half-angle's tangent gives a rotation of up to 25° without a sine.
        float t = Next(-0.22f, 0.22f);
        cos = (1f - (t * t)) / (1f + (t * t));
        sin = 2f * t / (1f + (t * t));
        phaseX = Next(0f, 30f);
        phaseY = Next(0f, 30f);

        ChooseColours();
    }

    /// <summary>Mean of the four amounts, in [0, 1].</summary>
    public float Difficulty => (clutter + dullness + occlusion + noise) / 4f;

    // What dullness leaves of the distance between colours.
    private float Contrast => 1f - (0.5f * dullness);

    /// <summary>Draws it: clutter, shape, occluding bar, noise.</summary>
    public void Draw(ShapeCanvas canvas, Span<byte> pixels)
    {
        for (int c = 0; c < 3; c++)
            canvas.Colours.AsSpan(c * ShapeCanvas.Area, ShapeCanvas.Area).Fill(background[c]);
        DrawClutter(canvas.Colours);
        DrawShape(canvas.Colours);
        DrawOcclusion(canvas.Colours);
        AddNoise(canvas, pixels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddNoise(ShapeCanvas canvas, Span<byte> pixels)
    {
        float amplitude = 0.16f * noise;
        float[] uniform = canvas.Noise;
        if (amplitude > 0f)
            random.Fill(uniform);
        else
            Array.Clear(uniform);
        for (int c = 0; c < 3; c++)
        {
            ReadOnlySpan<float> colours = canvas.Colours.AsSpan(c * ShapeCanvas.Area, ShapeCanvas.Area);
            for (int p = 0; p < colours.Length; p++)
            {
                // The sum of two uniforms: a triangle, which is near enough to a bell.
                int i = (3 * p) + c;
                float value = colours[p] + (amplitude * (uniform[2 * i] + uniform[(2 * i) + 1] - 1f));
                pixels[i] = (byte)((Math.Clamp(value, 0f, 1f) * 255f) + 0.5f);
            }
        }
    }

    private float Next(float from, float to) => random.Next(from, to);

    // In every channel the three colours are a dark, a middle and a light tone, in an order of the channel's own.
    private void ChooseColours()
    {
        for (int c = 0; c < 3; c++)
        {
            float step = 0.38f * Contrast * Next(0.8f, 1.1f);
            float dark = Next(0f, 1f - (2f * step));
            int order = (int)Next(0f, 6f);
            int a = order % 3;
            int b = (a + 1 + (order / 3)) % 3;
            background[c] = dark + (step * a);
            first[c] = dark + (step * b);
            second[c] = dark + (step * (3 - a - b));
        }
    }

    private float Amount(float level) => Math.Clamp(level + Next(-0.15f, 0.15f), 0f, 1f);

    // A colour at a given distance in every channel, towards whichever side has room.
    private float[] Away(float[] colour, float distance)
    {
        float[] away = new float[3];
        for (int c = 0; c < 3; c++)
        {
            float step = distance * Next(0.7f, 1.1f);
            bool up = colour[c] + step <= 1f && (colour[c] - step < 0f || Next(0f, 1f) < 0.5f);
            away[c] = Math.Clamp(up ? colour[c] + step : colour[c] - step, 0f, 1f);
        }

        return away;
    }

    // Bars and blobs in colours of the same contrast as the shape's.
    private void DrawClutter(float[] canvas)
    {
        int count = (int)((clutter * MostClutter) + 0.5f);
        for (int i = 0; i < count; i++)
        {
            float[] colour = Away(background, 0.5f * Contrast);
            float x = Next(0f, Side);
            float y = Next(0f, Side);
            float width = Next(1f, 3.5f);
            float height = Next(2f, 8f);
            bool lying = Next(0f, 1f) < 0.5f;
            Fill(canvas, x, y, lying ? height : width, lying ? width : height, colour);
        }
    }

    private void DrawOcclusion(float[] canvas)
    {
        float half = 0.28f * occlusion * radius;
        float x = centreX + Next(-0.7f, 0.7f) * radius;
        float y = centreY + Next(-0.7f, 0.7f) * radius;
        if (half >= 1f)
            Fill(canvas, x, y, half * Next(0.8f, 1.4f), half, Away(background, 0.3f));
    }

    private static void Fill(float[] canvas, float x, float y, float halfWidth, float halfHeight, float[] colour)
    {
        int left = Math.Max(0, (int)MathF.Ceiling(x - halfWidth));
        int top = Math.Max(0, (int)MathF.Ceiling(y - halfHeight));
        for (int h = top; h < Side && h - y <= halfHeight; h++)
        {
            for (int w = left; w < Side && w - x <= halfWidth; w++)
            {
                for (int c = 0; c < 3; c++)
                    canvas[(((c * Side) + h) * Side) + w] = colour[c];
            }
        }
    }

    // Each pixel is the mean of 2×2 points in it; eight pixels of a row at a time.
    private void DrawShape(float[] canvas)
    {
        float reach = radius * ShapeForms.Reach;
        int top = Math.Max(0, (int)(centreY - reach - 1f));
        int bottom = Math.Min(Side, (int)(centreY + reach + 2f));
        Vector256<float> columns = Vector256.ConvertToSingle(Vector256<int>.Indices);
        for (int h = 0; h < Side; h++)
        {
            for (int w = 0; w < Side; w += Vector256<float>.Count)
                DrawShape(canvas, h, w, columns + Vector256.Create((float)w), h >= top && h < bottom);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DrawShape(float[] canvas, int h, int w, Vector256<float> columns, bool reached)
    {
        Vector256<float> inside0 = default, inside1 = default, inside2 = default, inside3 = default;
        Vector256<float> second0 = default, second1 = default, second2 = default, second3 = default;
        if (reached)
        {
            Vector256<float> left = columns - Vector256.Create(0.25f) - Vector256.Create(centreX);
            Vector256<float> right = columns + Vector256.Create(0.5f) - Vector256.Create(0.25f)
                - Vector256.Create(centreX);
            Vector256<float> upper = Vector256.Create(h - 0.25f - centreY);
            Vector256<float> lower = Vector256.Create(h + 0.5f - 0.25f - centreY);
            (inside0, second0) = At(left, upper);
            (inside1, second1) = At(right, upper);
            (inside2, second2) = At(left, lower);
            (inside3, second3) = At(right, lower);
        }

        for (int c = 0; c < 3; c++)
        {
            Vector256<float> colour = Vector256.Create(first[c]);
            Vector256<float> other = Vector256.Create(second[c]);
            Span<float> pixels = canvas.AsSpan((((c * Side) + h) * Side) + w, Vector256<float>.Count);
            Vector256<float> under = Vector256.Create<float>(pixels);
            Vector256<float> sum = Of(inside0, second0) + Of(inside1, second1);
            sum = sum + Of(inside2, second2) + Of(inside3, second3);
            (sum / Vector256.Create(4f)).CopyTo(pixels);

            Vector256<float> Of(Vector256<float> inside, Vector256<float> second) => Vector256.ConditionalSelect(
                inside, Vector256.ConditionalSelect(second, other, colour), under);
        }
    }

    // Where points are inside, and have the second colour; (x, y) is relative to the shape's centre.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<float> Inside, Vector256<float> Second) At(Vector256<float> x, Vector256<float> y)
    {
        Vector256<float> turnedX = (Vector256.Create(cos) * x) + (Vector256.Create(sin) * y);
        Vector256<float> turnedY = (Vector256.Create(cos) * y) - (Vector256.Create(sin) * x);
        Vector256<float> size = Vector256.Create(radius);
        return (
            ShapeForms.Contains(shape, turnedX / size, turnedY / size),
            ShapeForms.IsSecondColour(
                texture, turnedX + Vector256.Create(phaseX), turnedY + Vector256.Create(phaseY)));
    }
}
