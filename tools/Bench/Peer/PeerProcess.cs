using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Bench.Peer;

/// <summary>A side of the comparison as a process of its own, which waits while the other has its turn.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly string label;
    private readonly Process process;

    /// <summary>Starts a program of .NET and waits until it has loaded.</summary>
    /// <exception cref="InputException">It can't be started, or ends with an error.</exception>
    public PeerProcess(string label, string assembly, IEnumerable<string> arguments, PeerOptions options)
    {
        this.label = label;
        ProcessStartInfo start = new("dotnet", [assembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Prepare(start.Environment, options);
        process = Start(start);
        Name = Read();
    }

    /// <summary>What it computes with.</summary>
    public string Name { get; }

    /// <summary>Processor time that it has used, in seconds.</summary>
    public double ProcessorSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Sends a request and waits for its numbers.</summary>
    /// <exception cref="InputException">The side answers with an error, or is gone.</exception>
    public double[] Ask(string request)
    {
        try
        {
            process.StandardInput.WriteLine(request);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It is gone; the end of its output says so below.
        }

        return [.. Read().Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close(); // which ends it as "quit" does
        if (!process.WaitForExit(5000))
            process.Kill();
        process.Dispose();
    }

    private static void Prepare(IDictionary<string, string?> environment, PeerOptions options)
    {
        string threads = options.Threads.ToString(CultureInfo.InvariantCulture);
        environment["OMP_NUM_THREADS"] = threads;
        environment["MKL_NUM_THREADS"] = threads;
        environment["DOTNET_gcConcurrent"] = "0"; // as the program itself has it

        // A side that waits must sleep; libgomp's threads do after milliseconds, unless they are told to spin.
        environment.Remove("OMP_WAIT_POLICY");
        environment.Remove("GOMP_SPINCOUNT");

        // libtorch allocates in every step; glibc gives large blocks back to the system in between, and takes time for
        // it, unless it is told to keep them.
        if (options.Malloc == "keep")
        {
            environment["MALLOC_MMAP_THRESHOLD_"] = "1073741824";
            environment["MALLOC_TRIM_THRESHOLD_"] = "2147483648";
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InputException($"dotnet could not be started ({e.Message}): put it on the path.", e);
        }
    }

    private string Read()
    {
        string? line = process.StandardOutput.ReadLine();
        if (line?.StartsWith(PeerProtocol.Ok, StringComparison.Ordinal) == true)
            return line[PeerProtocol.Ok.Length..];
        throw new InputException(line?.StartsWith(PeerProtocol.Error, StringComparison.Ordinal) == true
            ? line[PeerProtocol.Error.Length..]
            : $"{label} ended without an answer: see what it wrote above, or run its program by hand.");
    }
}
