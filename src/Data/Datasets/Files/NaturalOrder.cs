namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>Orders names with numbers in them by the numbers' values: img2 before img10.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    private NaturalOrder()
    {
    }

    /// <summary>The one there is.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x;
        ReadOnlySpan<char> b = y;
        while (a.Length > 0 && b.Length > 0)
        {
            ReadOnlySpan<char> one = Part(a);
            ReadOnlySpan<char> other = Part(b);
            int order = char.IsAsciiDigit(one[0]) && char.IsAsciiDigit(other[0])
                ? Numbers(one, other)
                : one.CompareTo(other, StringComparison.Ordinal);
            if (order != 0)
                return order;
            a = a[one.Length..];
            b = b[other.Length..];
        }

        return a.Length != b.Length ? a.Length - b.Length : string.CompareOrdinal(x, y);
    }

    private static int Numbers(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        ReadOnlySpan<char> one = a.TrimStart('0');
        ReadOnlySpan<char> other = b.TrimStart('0');
        return one.Length != other.Length ? one.Length - other.Length : one.CompareTo(other, StringComparison.Ordinal);
    }

    // All digits, or all other characters, that a name begins with.
    private static ReadOnlySpan<char> Part(ReadOnlySpan<char> name)
    {
        int length = 1;
        while (length < name.Length && char.IsAsciiDigit(name[length]) == char.IsAsciiDigit(name[0]))
            length++;
        return name[..length];
    }
}
