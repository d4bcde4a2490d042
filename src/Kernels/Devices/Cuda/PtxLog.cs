using System.Diagnostics;

namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>
/// What the driver's assembler says of a kernel that it refuses. ILGPU asks for it, and writes it to the traces of the
/// program, where nobody looks.
/// </summary>
internal sealed class PtxLog : TraceListener
{
    private static readonly Lazy<int> Listening = new(() => Trace.Listeners.Add(new PtxLog()));

    /// <summary>Its first complaint; null where there is none.</summary>
    public static string? Last { get; private set; }

    /// <summary>Call before the first kernel is loaded; again is harmless.</summary>
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
