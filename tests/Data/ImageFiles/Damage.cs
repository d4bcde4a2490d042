using System.Buffers.Binary;
using System.IO.Hashing;

namespace IlgpuCnn.Tests.Data.ImageFiles;

/// <summary>Does damage to files, the same for the same random numbers.</summary>
/// <param name="random">Where and which.</param>
public sealed class Damage(Random random)
{
    private static readonly uint[] Lengths = [0, 1, 0xFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];

    /// <summary>A damaged copy, of one to three kinds of damage.</summary>
    /// <param name="file">The sound file.</param>
    /// <param name="other">A file whose parts may come into it.</param>
    public byte[] To(byte[] file, byte[] other)
    {
        byte[] damaged = [.. file];
        for (int i = random.Next(3); i >= 0 && damaged.Length > 8; i--)
            damaged = Once(damaged, other);

        // Where the checks of chunks are put right, damage reaches what lies behind them.
        if (random.Next(4) > 0)
            RightPngChecks(damaged);
        return damaged;
    }

    private byte[] Once(byte[] file, byte[] other)
    {
        int place = random.Next(file.Length);
        int length = random.Next(1, Math.Min(64, file.Length - place) + 1);
        switch (random.Next(10))
        {
            case 0:
                return file[..place];
            case 1:
                return [.. file[..place], .. file[(place + length)..]];
            case 2:
                return [.. file[..(place + length)], .. file[place..]];
            case 3:
                return [.. file[..place], .. other[(place % other.Length)..]];
            case 4:
                file.AsSpan(place, length).Fill((byte)(random.Next(2) * 255));
                return file;
            case 5:
                random.NextBytes(file.AsSpan(place, length));
                return file;
            case 6:
                return WithLength(file, Math.Min(place, file.Length - 4));
            case 7:
                file[random.Next(Math.Min(64, file.Length))] = (byte)random.Next(256);
                return file;
            default:
                for (int i = random.Next(8); i >= 0; i--)
                    file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                return file;
        }
    }

    private byte[] WithLength(byte[] file, int place)
    {
        uint length = Lengths[random.Next(Lengths.Length)];
        if (random.Next(2) == 0)
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(place), length);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(place), length);
        return file;
    }

    private static void RightPngChecks(byte[] file)
    {
        if (file.Length < 8 || file[1] != 'P')
            return;
        for (long place = 8; place + 12 <= file.Length;)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan((int)place));
            long check = place + 8 + length;
            if (check + 4 > file.Length)
                return;
            uint right = Crc32.HashToUInt32(file.AsSpan((int)place + 4, (int)length + 4));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan((int)check), right);
            place = check + 4;
        }
    }
}
