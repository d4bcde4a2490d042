namespace IlgpuCnn.Data.Datasets;

/// <summary>One generated image before it is drawn: all that was chosen at random for it.</summary>
internal sealed class ShapeScene
{
    private const int Side = 32;
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
    public void Draw(Span<byte> pixels)
    {
        float[] canvas = new float[Side * Side * 3];
        for (int i = 0; i < canvas.Length; i++)
            canvas[i] = background[i % 3];
        DrawClutter(canvas);
        DrawShape(canvas);
        DrawOcclusion(canvas);
        float amplitude = 0.16f * noise;
        for (int i = 0; i < canvas.Length; i++)
        {
            // The sum of two uniforms: a triangle, which is near enough to a bell.
            float value = canvas[i] + (amplitude * (random.Next() + random.Next() - 1f));
            pixels[i] = (byte)((Math.Clamp(value, 0f, 1f) * 255f) + 0.5f);
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
                colour.CopyTo(canvas, ((h * Side) + w) * 3);
        }
    }

    // Each pixel is the mean of 2×2 points in it.
    private void DrawShape(float[] canvas)
    {
        Span<float> sum = stackalloc float[3];
        for (int pixel = 0; pixel < Side * Side; pixel++)
        {
            Span<float> under = canvas.AsSpan(pixel * 3, 3);
            sum.Clear();
            for (int point = 0; point < 4; point++)
            {
                float x = (pixel % Side) + (0.5f * (point % 2)) - 0.25f - centreX;
                float y = (pixel / Side) + (0.5f * (point / 2)) - 0.25f - centreY;
                ReadOnlySpan<float> colour = ColourAt(x, y, under);
                for (int c = 0; c < 3; c++)
                    sum[c] += colour[c];
            }

            for (int c = 0; c < 3; c++)
                under[c] = sum[c] / 4f;
        }
    }

    // (x, y) is relative to the shape's centre.
    private ReadOnlySpan<float> ColourAt(float x, float y, ReadOnlySpan<float> under)
    {
        float turnedX = (cos * x) + (sin * y);
        float turnedY = (cos * y) - (sin * x);
        if (!ShapeForms.Contains(shape, turnedX / radius, turnedY / radius))
            return under;
        return ShapeForms.IsSecondColour(texture, turnedX + phaseX, turnedY + phaseY) ? second : first;
    }
}
