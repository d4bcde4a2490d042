namespace IlgpuCnn.Kernels.Vectors;

/// <summary>
/// Vectors of one float, with which a GPU's thread computes, and a CPU the elements at the end of a stretch that fill
/// no vector. The arithmetic is usable in kernels.
/// </summary>
internal readonly unsafe struct ScalarSimd : ISimd<float>
{
    public static int Width => 1;

    public static int MaxRows => 6;

    public static float Load(float* p) => *p;

    public static void Store(float v, float* p) => *p = v;

    public static float Broadcast(float value) => value;

    public static float Add(float a, float b) => a + b;

    public static float Subtract(float a, float b) => a - b;

    public static float Multiply(float a, float b) => a * b;

    public static float Divide(float a, float b) => a / b;

    public static float Sqrt(float v) => MathF.Sqrt(v);

    public static float MultiplyAdd(float a, float b, float c) => (a * b) + c;

    public static float WhereNegative(float x, float negative) => x < 0f ? negative : x;

    public static float WherePositive(float x, float positive, float other) => x > 0f ? positive : other;

    public static float WhereSame(float a, float b, float same, float other) =>
        a == b || (float.IsNaN(a) && float.IsNaN(b)) ? same : other;

    public static float Larger(float best, float v) => v <= best || float.IsNaN(best) ? best : v;

    public static float PowerOfTwo(float n) => BitConverter.Int32BitsToSingle(((int)n + 127) << 23);
}
