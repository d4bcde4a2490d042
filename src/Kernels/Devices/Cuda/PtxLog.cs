using System.Diagnostics;

namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>
/// The log of what the driver's assembler says of a kernel that it refuses. ILGPU receives it, and writes it to the
/// traces of the program.
/// </summary>
internal sealed class PtxLog : TraceListener
{
    private static readonly Lazy<int> Listening = new(() => Trace.Listeners.Add(new PtxLog()));

    /// <summary>
    /// The first complaint of the assembler about the kernel that it refused last; null where there is none.
    /// </summary>
    public static string? Last { get; private set; }

    /// <summary>Starts to listen. Call it before the first kernel is loaded; more calls change nothing.</summary>
    public static void Listen() => _ = Listening.Value;

    /// <inheritdoc/>
    public override void Write(string? message)
    {
        string[] lines = (message ?? "").Split(['\n', '\0'], StringSplitOptions.RemoveEmptyEntries);
        if (Array.Find(lines, line => line.StartsWith("ptxas", StringComparison.Ordinal)) is { } complaint)
            Last = string.Join(' ', complaint.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <inheritdoc/>
    public override void WriteLine(string? message) => Write(message);
}
