using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IlgpuCnn.Kernels.Random;
using IlgpuCnn.Kernels.Vectors;

namespace IlgpuCnn.Data.Datasets.Shapes;

/// <summary>The random numbers of one generated image, one after another.</summary>
internal struct ShapeRandom(ulong seed, uint split, uint image)
{
    private Random4 block;
    private uint drawn;

    /// <summary>The next number in [0, 1).</summary>
    public float Next()
    {
        if (drawn % 4 == 0)
        {
            block = Philox.Block(
                drawn / 4, image, (uint)RandomPurpose.Synthesis, split, (uint)seed, (uint)(seed >> 32));
        }

        uint word = (drawn++ % 4) switch { 0 => block.X, 1 => block.Y, 2 => block.Z, _ => block.W };
        return Random4.ToUnit(word);
    }

    /// <summary>The next number in [from, to).</summary>
    public float Next(float from, float to) => from + ((to - from) * Next());

    /// <summary>Fills <paramref name="numbers"/> as calls of <see cref="Next()"/> would.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(Span<float> numbers)
    {
        int i = 0;
        while (i < numbers.Length && drawn % 4 != 0)
            numbers[i++] = Next();
        int whole = (numbers.Length - i) / 4 * 4;
        Span<uint> words = MemoryMarshal.Cast<float, uint>(numbers.Slice(i, whole));
        PhiloxVectors.Fill(
            drawn / 4, image, (uint)RandomPurpose.Synthesis, split, (uint)seed, (uint)(seed >> 32), words);
        for (int k = 0; k < whole; k++)
            numbers[i + k] = Random4.ToUnit(words[k]);
        drawn += (uint)whole;
        for (i += whole; i < numbers.Length; i++)
            numbers[i] = Next();
    }
}
