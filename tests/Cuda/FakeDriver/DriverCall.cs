using System.Globalization;

namespace IlgpuCnn.Tests.Cuda.FakeDriver;

/// <summary>A line of the fake driver's log: the call's name, then what it was given, as name=value.</summary>
public sealed class DriverCall
{
    private readonly Dictionary<string, string> values = [];

    private DriverCall(string line)
    {
        Line = line;
        string[] words = line.Split(' ');
        Name = words[0];
        foreach (string[] pair in words.Skip(1).Select(word => word.Split('=', 2)).Where(pair => pair.Length == 2))
            values[pair[0]] = pair[1];
    }

    /// <summary>The driver's function; or failed, refused, leaked, replay.</summary>
    public string Name { get; }

    /// <summary>The whole line.</summary>
    public string Line { get; }

    /// <summary>The function of a launch, the one function of a module.</summary>
    public string Entry => values["entry"];

    /// <summary>How many bytes.</summary>
    public long ByteCount => long.Parse(values["bytes"], CultureInfo.InvariantCulture);

    /// <summary>Where in memory.</summary>
    public ulong Address => Convert.ToUInt64(values["address"], 16);

    /// <summary>The arguments of a launch as the driver got them, packed.</summary>
    public byte[] Arguments => Convert.FromHexString(values["arguments"]);

    public string this[string value] => values[value];

    public static IReadOnlyList<DriverCall> Read(string path) =>
        File.Exists(path) ? [.. File.ReadLines(path).Select(line => new DriverCall(line))] : [];

    public override string ToString() => Line;
}
