using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Data.Datasets;

/// <summary>How far a download is.</summary>
/// <param name="Received">Bytes on disk.</param>
/// <param name="Total">Bytes of the whole file; null where the server does not say.</param>
public readonly record struct DownloadProgress(long Received, long? Total);

/// <summary>
/// Fetches the official archives into a cache folder. What has come lies in a file that ends in ".part" until its
/// checksum is found right; a transfer that breaks leaves it there, and the next one goes on from its end.
/// </summary>
/// <param name="client">Makes the requests.</param>
/// <param name="baseAddress">Where the archives are; null for the official place.</param>
/// <param name="checksum">The MD5 that an archive must have; null for the official one.</param>
/// <param name="patience">How long to wait for the server's next bytes; null for a minute.</param>
public sealed class DatasetDownload(
    HttpClient client, Uri? baseAddress = null, string? checksum = null, TimeSpan? patience = null)
{
    private const int BlockLength = 1 << 17;

    private static readonly Dictionary<string, (string File, string Md5)> Archives = new()
    {
        ["cifar100"] = ("cifar-100-binary.tar.gz", "03b5dce01913d631647c71ecec9e9cb8"),
        ["cifar10"] = ("cifar-10-binary.tar.gz", "c32a1d4ab5d03f1284b67883e8d87530"),
    };

    private static readonly Uri Official = new("https://www.cs.toronto.edu/~kriz/");

    private TimeSpan Patience { get; } = patience ?? TimeSpan.FromMinutes(1);

    /// <summary>All that can be downloaded.</summary>
    public static IReadOnlyCollection<string> Names => Archives.Keys;

    /// <summary>Where an archive lies once it is downloaded.</summary>
    public static string ArchivePath(string name, string? cache = null) =>
        Path.Combine(cache ?? CacheFolder.Default, Archives[name].File);

    /// <summary>Downloads an archive unless it is there already; returns its path.</summary>
    /// <param name="name">cifar100 or cifar10.</param>
    /// <param name="cache">The folder; null for <see cref="CacheFolder.Default"/>.</param>
    /// <param name="progress">Receives how much has been downloaded; null for no reports.</param>
    /// <param name="cancellation">Ends it; what has come stays for the next time.</param>
    /// <exception cref="InputException">Unknown name, no connection, wrong checksum, no place to write to.</exception>
    public async Task<string> DownloadAsync(
        string name, string? cache = null, IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        (string file, string official) = KnownNames.Find("download", name, Archives);
        string expected = checksum ?? official;
        string path = Path.Combine(cache ?? CacheFolder.Default, file);
        Uri address = new(baseAddress ?? Official, file);
        try
        {
            if (!File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await CompleteAsync(address, path, expected, progress, cancellation).ConfigureAwait(false);
                return path;
            }

            string actual = await ChecksumAsync(path, cancellation).ConfigureAwait(false);
            return actual == expected
                ? path
                : throw new InputException(
                    $"'{path}' has the MD5 {actual}, not {expected}: delete it to download it again.");
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw Failed(address, path, "the server does not answer.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            throw Failed(address, path, e.Message, e);
        }
    }

    private static InputException Failed(Uri address, string path, string reason, Exception cause) => new(
        $"Can't download {address}: {reason} Try again to go on from what has come, or put the file at '{path}'.",
        cause);

    private async Task CompleteAsync(
        Uri address, string path, string expected, IProgress<DownloadProgress>? progress,
        CancellationToken cancellation)
    {
        string part = path + ".part";
        if (!await FetchAsync(address, part, progress, cancellation).ConfigureAwait(false))
        {
            File.Delete(part);
            await FetchAsync(address, part, progress, cancellation).ConfigureAwait(false);
        }

        string actual = await ChecksumAsync(part, cancellation).ConfigureAwait(false);
        if (actual == expected)
        {
            File.Move(part, path);
            return;
        }

        File.Delete(part);
        throw new InputException(
            $"{address} came with the MD5 {actual}, not {expected}: it was deleted. Try again, or put the file at "
            + $"'{path}'.");
    }

    // False if the server can't go on from the end of the part: the part is not of the file that is there now.
    private async Task<bool> FetchAsync(
        Uri address, string part, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        waiting.CancelAfter(Patience);
        long have = File.Exists(part) ? new FileInfo(part).Length : 0;
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        if (have > 0)
            request.Headers.Range = new RangeHeaderValue(have, null);
        using HttpResponseMessage response = await client
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, waiting.Token).ConfigureAwait(false);
        ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
        if (have > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            return range?.Length == have;
        response.EnsureSuccessStatusCode();
        bool resumes = response.StatusCode == HttpStatusCode.PartialContent;
        if (resumes && range?.From != have)
            return false;

        long received = resumes ? have : 0;
        long? total = received + response.Content.Headers.ContentLength;
        using Stream from = await response.Content.ReadAsStreamAsync(waiting.Token).ConfigureAwait(false);
        using FileStream to = new(part, resumes ? FileMode.Append : FileMode.Create, FileAccess.Write);
        byte[] block = new byte[BlockLength];
        int length;
        while ((length = await from.ReadAsync(block, waiting.Token).ConfigureAwait(false)) > 0)
        {
            await to.WriteAsync(block.AsMemory(0, length), cancellation).ConfigureAwait(false);
            received += length;
            progress?.Report(new DownloadProgress(received, total));
            waiting.CancelAfter(Patience);
        }

        return true;
    }

    // MD5 is what the publisher gives: it guards against damage, not against malice.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The published checksum.")]
    private static async Task<string> ChecksumAsync(string path, CancellationToken cancellation)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(await MD5.HashDataAsync(file, cancellation).ConfigureAwait(false));
    }
}
