using System.Buffers.Binary;

namespace IlgpuCnn.Tests.Cuda.FakeDriver;

/// <summary>A view among a launch's arguments: an address, and at least so many bytes from there on.</summary>
public readonly record struct LaunchView(ulong Address, ulong Bytes)
{
    /// <summary>Whether both hold some bytes without being the same view or beginning alike.</summary>
    public bool OverlapsPartly(LaunchView other) =>
        Address != other.Address && Address < other.Address + other.Bytes && other.Address < Address + Bytes;
}

/// <summary>Follows a run's allocations and finds the views that each launch was given.</summary>
public static class LaunchViews
{
    // ILGPU assumes this of every view that a kernel is given.
    private const ulong Alignment = 256;

    /// <summary>What is wrong with the views of a run's launches, and with its allocations; a line each.</summary>
    public static IEnumerable<string> Faults(IEnumerable<DriverCall> calls)
    {
        List<LaunchView> live = [];
        foreach (DriverCall call in calls)
        {
            switch (call.Name)
            {
                case "cuMemAlloc":
                    LaunchView made = new(call.Address, (ulong)call.ByteCount);
                    if (live.Exists(block => block.Address == made.Address || block.OverlapsPartly(made)))
                        yield return $"overlaps another allocation: {call}";
                    live.Add(made);
                    break;
                case "cuMemFree":
                    live.RemoveAll(block => block.Address == call.Address);
                    break;
                case "cuLaunchKernel" or "replay":
                    foreach (string fault in Faults(call, Of(call, live)))
                        yield return fault;
                    break;
            }
        }
    }

    /// <summary>The views among a launch's arguments, which point into these allocations.</summary>
    public static LaunchView[] Of(DriverCall launch, IReadOnlyCollection<LaunchView> live)
    {
        byte[] arguments = launch.Arguments;
        List<LaunchView> views = [];
        for (int at = 0; at + 16 <= arguments.Length; at += 8)
        {
            ulong address = BinaryPrimitives.ReadUInt64LittleEndian(arguments.AsSpan(at));
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(arguments.AsSpan(at + 8));
            foreach (LaunchView block in live.Where(b => address >= b.Address && address < b.Address + b.Bytes))
            {
                // The size of an element is not known: four bytes, where so many fit.
                bool isWide = address + (4 * length) <= block.Address + block.Bytes;
                views.Add(new LaunchView(address, isWide ? 4 * length : length));
            }
        }

        return [.. views];
    }

    private static IEnumerable<string> Faults(DriverCall launch, LaunchView[] views)
    {
        if (Array.Exists(views, view => view.Address % Alignment != 0))
            yield return $"has a view that is not aligned to {Alignment} bytes: {launch}";
        if (Array.Exists(views, one => Array.Exists(views, other => one.OverlapsPartly(other))))
            yield return $"has views that overlap in part: {launch}";
    }
}
