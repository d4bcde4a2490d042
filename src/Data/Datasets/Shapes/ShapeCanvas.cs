namespace IlgpuCnn.Data.Datasets.Shapes;

/// <summary>What generated images are drawn in, one after another.</summary>
internal sealed class ShapeCanvas
{
    /// <summary>Rows and columns.</summary>
    public const int Side = 32;

    /// <summary>Pixels of one channel.</summary>
    public const int Area = Side * Side;

    /// <summary>Colours in [0, 1]: channel, row, column.</summary>
    public float[] Colours { get; } = new float[3 * Area];

    /// <summary>Two random numbers for each of an image's bytes.</summary>
    public float[] Noise { get; } = new float[6 * Area];
}
