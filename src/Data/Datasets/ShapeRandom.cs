using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Datasets;

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
}
