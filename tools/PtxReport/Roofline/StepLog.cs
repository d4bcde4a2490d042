using System.Globalization;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>
/// A training run's log of calls of the CUDA driver, as tests/Cuda/FakeDriver writes it, beside the texts of its modules:
/// the nodes of the graph that was launched last, and what memory was allocated then.
/// </summary>
internal sealed class StepLog
{
    /// <summary>The log's file name in its folder.</summary>
    public const string FileName = "calls.log";

    private readonly string folder;

    private StepLog(string folder, IReadOnlyList<Launch> nodes, IReadOnlyList<Allocation> memory)
    {
        this.folder = folder;
        Nodes = nodes;
        Memory = memory;
    }

    /// <summary>In the order in which they run.</summary>
    public IReadOnlyList<Launch> Nodes { get; }

    /// <summary>All of the run.</summary>
    public IReadOnlyList<Allocation> Memory { get; }

    /// <summary>Reads a folder.</summary>
    /// <exception cref="InputException">There is no log in it, or no graph in the log.</exception>
    public static StepLog Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new InputException($"There is no '{path}': make one by tools/PtxReport/step.sh.");
        (List<Launch> nodes, List<Allocation> memory) = Parse(File.ReadLines(path));
        return nodes.Count > 0
            ? new StepLog(folder, nodes, memory)
            : throw new InputException($"No graph is launched in '{path}': train for 4 steps or more.");
    }

    /// <summary>The nodes of the graph that a log's lines launch last, and all allocations.</summary>
    public static (List<Launch> Nodes, List<Allocation> Memory) Parse(IEnumerable<string> lines)
    {
        List<Launch> nodes = [];
        List<Allocation> memory = [];
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            switch (words[0])
            {
                case "cuGraphLaunch":
                    nodes.Clear();
                    break;
                case "cuMemAlloc":
                    Dictionary<string, string> made = Values(words);
                    memory.Add(new Allocation(
                        ulong.Parse(made["address"].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                        long.Parse(made["bytes"], CultureInfo.InvariantCulture)));
                    break;
                case "replay":
                    nodes.Add(NodeOf(Values(words)));
                    break;
                case "executed":
                    Count(nodes, Values(words));
                    break;
            }
        }

        return (nodes, memory);
    }

    /// <summary>The PTX of a node's module.</summary>
    /// <exception cref="InputException">The folder has it not.</exception>
    public string TextOf(Launch node)
    {
        string path = Path.Combine(
            folder, string.Create(CultureInfo.InvariantCulture, $"{node.Module:000}-{node.Entry}.ptx"));
        return File.Exists(path)
            ? File.ReadAllText(path)
            : throw new InputException($"There is no '{path}': the log and the modules must be of one run.");
    }

    private static Launch NodeOf(Dictionary<string, string> values)
    {
        if (!values.TryGetValue("entry", out string? entry))
        {
            string what = values.TryGetValue("copy", out string? direction) ? $"copy {direction}" : "setting";
            return new Launch(0, what, (0, 0, 0), 0, 0, [], Number(values["bytes"]));
        }

        int[] grid = [.. values["grid"].Split(',').Select(Number)];
        int threads = values["block"].Split(',').Select(Number).Aggregate((a, b) => a * b);
        return new Launch(
            Number(values["module"]), entry, (grid[0], grid[1], grid[2]), threads, Number(values["shared"]),
            Convert.FromHexString(values["arguments"]), 0);
    }

    // Nodes run in their order.
    private static void Count(List<Launch> nodes, Dictionary<string, string> values)
    {
        int i = nodes.FindIndex(node => node.Entry == values["entry"] && node.Counted is null);
        if (i < 0)
            return;
        double Of(string name) => double.Parse(values[name], CultureInfo.InvariantCulture);
        nodes[i] = nodes[i] with
        {
            Counted = new CountedWork(Of("instructions"), sizeof(float) * Of("shared"), Of("loaded"), Of("stored")),
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Values(string[] words) => words.Skip(1)
        .Select(word => word.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => pair[1]);
}
