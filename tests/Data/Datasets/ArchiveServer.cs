using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IlgpuCnn.Tests.Data.Datasets;

/// <summary>
/// Serves one file over HTTP on this machine, well or badly: a request is answered with exactly the bytes a test wants,
/// a broken-off transfer among them.
/// </summary>
internal sealed class ArchiveServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Func<long?, Answer> answer;
    private readonly Task serving;

    /// <param name="answer">From where a request wants the file (null for all of it) to the answer.</param>
    public ArchiveServer(Func<long?, Answer> answer)
    {
        this.answer = answer;
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>What is sent before the connection is closed, or kept open for ever where it hangs.</summary>
    public sealed record Answer(string Head, byte[] Body, bool Hangs = false)
    {
        public static Answer Whole(byte[] file) => new($"200 OK\r\nContent-Length: {file.Length}", file);

        public static Answer From(byte[] file, long from) => new(
            $"206 Partial Content\r\nContent-Length: {file.Length - from}\r\n"
            + $"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}",
            file[(int)from..]);

        public static Answer Bare(string head) => new($"{head}\r\nContent-Length: 0", []);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>Where each request wanted the file from.</summary>
    public List<long?> Requests { get; } = [];

    public void Dispose()
    {
        closing.Cancel();
        serving.GetAwaiter().GetResult();
        listener.Dispose();
        closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient connection = await listener.AcceptTcpClientAsync(closing.Token);
                NetworkStream stream = connection.GetStream();
                long? from = await ReadRequestAsync(stream);
                Requests.Add(from);
                Answer reply = answer(from);
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes($"HTTP/1.1 {reply.Head}\r\nConnection: close\r\n\r\n"), closing.Token);
                await stream.WriteAsync(reply.Body, closing.Token);
                if (reply.Hangs)
                    await Task.Delay(Timeout.Infinite, closing.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task<long?> ReadRequestAsync(Stream stream)
    {
        const string range = "Range: bytes=";
        using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
        long? from = null;
        while (await reader.ReadLineAsync(closing.Token) is { Length: > 0 } line)
        {
            if (line.StartsWith(range, StringComparison.OrdinalIgnoreCase))
                from = long.Parse(line[range.Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
        }

        return from;
    }
}
