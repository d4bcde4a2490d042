using System.Runtime.Intrinsics;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Tests.Kernels.Vectors;

public sealed class VectorExpTests
{
    [Test]
    public void Of_RangeOfSinglePrecision_IsTheExponential()
    {
        for (double x = -87; x < 88; x += 0.0113)
        {
            float value = (float)x;
            double expected = Math.Exp(value);
            Assert.That(Of(value), Is.EqualTo(expected).Within(2e-7 * expected), $"e^{value}");
        }
    }

    [Test]
    public void Of_Extremes_StaysANumberOrNaN()
    {
        Assert.That(Of(0f), Is.EqualTo(1f));
        Assert.That(Of(float.NegativeInfinity), Is.InRange(0f, 2e-38f));
        Assert.That(Of(-1e4f), Is.InRange(0f, 2e-38f));
        Assert.That(float.IsFinite(Of(1e4f)), Is.True);
        Assert.That(Of(float.NaN), Is.NaN);
    }

    // All widths, which must agree but for how they round a product and a sum.
    private static float Of(float x)
    {
        float wide = VectorExp.Of<Simd512, Vector512<float>>(Vector512.Create(x))[13];
        float middle = VectorExp.Of<Simd256, Vector256<float>>(Vector256.Create(x))[5];
        float narrow = VectorExp.Of<Simd128, Vector128<float>>(Vector128.Create(x))[3];
        float scalar = VectorExp.Of<ScalarSimd, float>(x);
        float[] others = [middle, narrow, scalar];
        Assert.That(others, float.IsNaN(wide) ? Is.All.NaN : Is.All.EqualTo(wide).Within(3e-7 * wide));
        return wide;
    }
}
