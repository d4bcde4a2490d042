namespace IlgpuCnn.Data.ImageFiles;

/// <summary>A canonical prefix code of a lossless WebP stream, RFC 9649, 3.7.2.1, read bit by bit.</summary>
internal sealed class PrefixCode
{
    private const int MostLength = 15;

    private readonly int[] counts = new int[MostLength + 1];
    private readonly int[] symbols;

    private PrefixCode(ReadOnlySpan<int> lengths)
    {
        foreach (int length in lengths)
            counts[length]++;
        counts[0] = 0;
        int[] starts = new int[MostLength + 2];
        for (int length = 1; length <= MostLength; length++)
            starts[length + 1] = starts[length] + counts[length];
        symbols = new int[starts[MostLength + 1]];
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] > 0)
                symbols[starts[lengths[symbol]]++] = symbol;
        }
    }

    private static ReadOnlySpan<byte> LengthOrder => [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    public static PrefixCode Read(ImageBytes file, ref LosslessBits bits, int alphabet)
    {
        int[] lengths = new int[alphabet];
        if (bits.Read(1) == 0)
        {
            ReadLengths(file, ref bits, lengths);
        }
        else
        {
            bool isPair = bits.Read(1) == 1;
            int first = bits.Read(bits.Read(1) == 1 ? 8 : 1);
            int second = isPair ? bits.Read(8) : first;
            if (Math.Max(first, second) >= alphabet)
                throw file.Damaged("a prefix code of it has a symbol that there is not");
            lengths[first] = 1;
            lengths[second] = 1;
        }

        PrefixCode code = new(lengths);
        return code.symbols.Length > 0 ? code : throw file.Damaged("a prefix code of it has no symbol");
    }

    /// <summary>The largest symbol under a bound; 0 where all are over it.</summary>
    public int Largest(int bound) => symbols.Where(symbol => symbol < bound).DefaultIfEmpty().Max();

    public int Next(ImageBytes file, ref LosslessBits bits)
    {
        // One symbol alone takes no bit.
        if (symbols.Length == 1)
            return symbols[0];
        for (int length = 1, code = 0, first = 0, index = 0; length <= MostLength; length++)
        {
            code |= bits.Read(1);
            int count = counts[length];
            if (code - first < count)
                return symbols[index + code - first];
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }

        throw file.Damaged("its pixels hold a bit pattern that its prefix codes do not know");
    }

    private static void ReadLengths(ImageBytes file, ref LosslessBits bits, int[] lengths)
    {
        int[] ofLengths = new int[LengthOrder.Length];
        int given = 4 + bits.Read(4);
        for (int i = 0; i < given; i++)
            ofLengths[LengthOrder[i]] = bits.Read(3);
        PrefixCode code = new(ofLengths);
        if (code.symbols.Length == 0)
            throw file.Damaged("a prefix code of it has no symbol");
        int left = bits.Read(1) == 1 ? 2 + bits.Read(2 + (2 * bits.Read(3))) : lengths.Length;
        for (int symbol = 0, previous = 8; symbol < lengths.Length && left > 0; left--)
        {
            int length = code.Next(file, ref bits);
            if (length < 16)
            {
                lengths[symbol++] = length;
                previous = length == 0 ? previous : length;
                continue;
            }

            int repeats = length switch
            {
                16 => 3 + bits.Read(2),
                17 => 3 + bits.Read(3),
                _ => 11 + bits.Read(7),
            };
            if (symbol + repeats > lengths.Length)
                throw file.Damaged("a prefix code of it has more lengths than symbols");
            lengths.AsSpan(symbol, repeats).Fill(length == 16 ? previous : 0);
            symbol += repeats;
        }
    }
}
