using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Kernels.Batches;

/// <summary>
/// One image's random changes in one step, made of an <see cref="Augmentation"/> and random numbers: a function of
/// seed, step and the image's index in the batch, the same on every device. Usable inside and outside kernels.
/// </summary>
/// <param name="ShiftY">Rows further down that the source is read, in [−CropPadding, CropPadding].</param>
/// <param name="ShiftX">Columns further right that the source is read, in [−CropPadding, CropPadding].</param>
/// <param name="Flip">1: mirrored left to right; 0: not.</param>
/// <param name="Sin">Sine of the angle of rotation.</param>
/// <param name="Cos">Cosine of the angle of rotation.</param>
/// <param name="Brightness">Factor of the brightness.</param>
/// <param name="Contrast">Factor of the contrast.</param>
/// <param name="Saturation">Factor of the saturation.</param>
/// <param name="Hue">Shift of the hue in full turns.</param>
internal readonly record struct BatchTransform(
    int ShiftY, int ShiftX, int Flip, float Sin, float Cos,
    float Brightness, float Contrast, float Saturation, float Hue)
{
    /// <summary>Draws the changes of element <paramref name="k"/> of the batch.</summary>
    public static BatchTransform Draw(Augmentation a, ulong seed, uint step, uint k)
    {
        Random4 geometry = Philox.Draw(seed, RandomPurpose.Augmentation, step, k);
        float sin = 0f;
        float cos = 1f;
        if (a.RotationDegrees > 0f)
        {
            float angle = Symmetric(geometry.W, a.RotationDegrees * (MathF.PI / 180f));
            sin = MathF.Sin(angle);
            cos = MathF.Cos(angle);
        }

        Random4 colour = default;
        if (a.Jitter > 0f)
        {
            // Counter word 3 is 0 in every Philox.Draw, so these four are new.
            colour = Philox.Block(
                k, step, (uint)RandomPurpose.Augmentation, 1u, (uint)seed, (uint)(seed >> 32));
        }

        return new BatchTransform(
            Shift(geometry.X, a.CropPadding),
            Shift(geometry.Y, a.CropPadding),
            Random4.ToUnit(geometry.Z) < a.FlipProbability ? 1 : 0,
            sin,
            cos,
            Factor(colour.X, a.Brightness),
            Factor(colour.Y, a.Contrast),
            Factor(colour.Z, a.Saturation),
            Symmetric(colour.W, a.Hue));
    }

    private static int Shift(uint word, int most) => (int)((word * (((ulong)most * 2u) + 1u)) >> 32) - most;

    private static float Symmetric(uint word, float most) => ((Random4.ToUnit(word) * 2f) - 1f) * most;

    private static float Factor(uint word, float amount)
    {
        float least = amount < 1f ? 1f - amount : 0f;
        return least + (Random4.ToUnit(word) * (1f + amount - least));
    }
}
