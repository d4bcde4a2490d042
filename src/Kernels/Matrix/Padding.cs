namespace IlgpuCnn.Kernels.Matrix;

/// <summary>
/// The zeros around the input of an op that reads windows. <see cref="Same"/> keeps ⌈size / stride⌉ outputs an axis;
/// where the amount is odd (even kernels), the larger half is at the bottom and right, as in TensorFlow and PyTorch.
/// </summary>
/// <param name="Amount">Rows and columns on every side; negative for 'same'.</param>
public readonly record struct Padding(int Amount)
{
    /// <summary>No padding.</summary>
    public static Padding Valid => new(0);

    /// <summary>The padding that keeps ⌈size / stride⌉ outputs an axis: as many as inputs, at stride 1.</summary>
    public static Padding Same => new(-1);

    /// <summary>The numbers of zeros before and after one axis of <paramref name="size"/> elements.</summary>
    public (int Before, int After) Along(int size, int kernel, int stride, int dilation)
    {
        if (Amount >= 0)
            return (Amount, Amount);
        int outputs = (size + stride - 1) / stride;
        int total = Math.Max(0, ((outputs - 1) * stride) + (dilation * (kernel - 1)) + 1 - size);
        return (total / 2, total - (total / 2));
    }

    /// <summary>same, valid, or the amount.</summary>
    public override string ToString() => Amount < 0 ? "same" : Amount == 0 ? "valid" : $"{Amount}";
}
