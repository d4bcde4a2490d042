using System.Security.Cryptography;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;
using IlgpuCnn.Tests.Support;
using Answer = IlgpuCnn.Tests.Data.Datasets.ArchiveServer.Answer;

namespace IlgpuCnn.Tests.Data.Datasets;

public sealed class DatasetDownloadTests
{
    private const string Archive = "cifar-100-binary.tar.gz";

    private static readonly byte[] File300K = MakeFile(300_000);

    private TemporaryFolder folder = null!;
    private HttpClient client = null!;

    private string Cache => folder.File("cache");

    private string Part => Path.Combine(Cache, Archive + ".part");

    [SetUp]
    public void Open()
    {
        folder = new TemporaryFolder();
        client = new HttpClient();
    }

    [TearDown]
    public void Close()
    {
        client.Dispose();
        folder.Dispose();
    }

    [Test]
    public async Task Download_NothingThere_FetchesTheFileAndTellsHowFarItIs()
    {
        using ArchiveServer server = new(_ => Answer.Whole(File300K));
        Reports reports = new();
        string path = await Download(server, reports);
        Assert.That(path, Is.EqualTo(Path.Combine(Cache, Archive)));
        Assert.That(await File.ReadAllBytesAsync(path), Is.EqualTo(File300K));
        Assert.That(File.Exists(Part), Is.False);
        Assert.That(reports.Select(r => r.Received), Is.Ordered);
        Assert.That(reports[^1], Is.EqualTo(new DownloadProgress(File300K.Length, File300K.Length)));
    }

    [Test]
    public async Task Download_BrokenTransfer_GoesOnWhereItBroke()
    {
        using ArchiveServer server = new(from => from is { } start
            ? Answer.From(File300K, start)
            : Answer.Whole(File300K) with { Body = File300K[..100_000] });
        Refuses(server, $"Can't download {server.Address}{Archive}", $"put the file at '{Cache}");
        Assert.That(new FileInfo(Part).Length, Is.EqualTo(100_000));

        Reports reports = new();
        string path = await Download(server, reports);
        Assert.That(await File.ReadAllBytesAsync(path), Is.EqualTo(File300K));
        Assert.That(server.Requests, Is.EqualTo(new long?[] { null, 100_000 }));
        Assert.That(reports[0].Received, Is.GreaterThan(100_000));
        Assert.That(reports[^1].Total, Is.EqualTo(File300K.Length));
    }

    [Test]
    public async Task Download_ServerIgnoresRange_StartsAnew()
    {
        LeavePart(File300K[..70_000]);
        using ArchiveServer server = new(_ => Answer.Whole(File300K));
        Assert.That(await File.ReadAllBytesAsync(await Download(server)), Is.EqualTo(File300K));
        Assert.That(server.Requests, Is.EqualTo(new long?[] { 70_000 }));
    }

    [Test]
    public async Task Download_ServerSendsAnotherRange_StartsAnew()
    {
        LeavePart(File300K[..70_000]);
        using ArchiveServer server = new(from => from is null ? Answer.Whole(File300K) : Answer.From(File300K, 5));
        Assert.That(await File.ReadAllBytesAsync(await Download(server)), Is.EqualTo(File300K));
    }

    [Test]
    public async Task Download_PartIsComplete_IsTaken()
    {
        LeavePart(File300K);
        using ArchiveServer server = new(_ => NoSuchRange());
        Assert.That(await File.ReadAllBytesAsync(await Download(server)), Is.EqualTo(File300K));
        Assert.That(server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Download_PartIsLongerThanTheFile_StartsAnew()
    {
        LeavePart([.. File300K, 1, 2, 3]);
        using ArchiveServer server = new(from => from is null ? Answer.Whole(File300K) : NoSuchRange());
        Assert.That(await File.ReadAllBytesAsync(await Download(server)), Is.EqualTo(File300K));
    }

    [Test]
    public void Download_WrongChecksum_DeletesWhatCameAndSaysSo()
    {
        using ArchiveServer server = new(_ => Answer.Whole(MakeFile(1000)));
        Refuses(server, $"not {Md5(File300K)}", "it was deleted");
        Assert.That(Directory.GetFiles(Cache), Is.Empty);
    }

    [Test]
    public void Download_NotFound_SaysSoAndWhereToPutTheFile()
    {
        using ArchiveServer server = new(_ => Answer.Bare("404 Not Found"));
        Refuses(server, "404", $"put the file at '{Path.Combine(Cache, Archive)}'");
    }

    [Test]
    public void Download_NoServer_NamesTheAddress()
    {
        Uri address;
        using (ArchiveServer closed = new(_ => Answer.Whole(File300K)))
            address = closed.Address;
        DatasetDownload download = new(client, address, Md5(File300K));
        Assert.That(
            () => download.DownloadAsync("cifar100", Cache),
            Throws.TypeOf<InputException>().With.Message.Contains($"{address}{Archive}"));
    }

    [Test]
    public void Download_ServerFallsSilent_GivesUpAndKeepsWhatCame()
    {
        using ArchiveServer server = new(
            _ => Answer.Whole(File300K) with { Body = File300K[..50_000], Hangs = true });
        DatasetDownload download = new(client, server.Address, Md5(File300K), TimeSpan.FromMilliseconds(300));
        Assert.That(
            () => download.DownloadAsync("cifar100", Cache),
            Throws.TypeOf<InputException>().With.Message.Contains("does not answer"));
        Assert.That(new FileInfo(Part).Length, Is.EqualTo(50_000));
    }

    [Test]
    public async Task Download_AlreadyThere_AsksNobody()
    {
        LeaveArchive(File300K);
        using ArchiveServer server = new(_ => Answer.Bare("500 Internal Server Error"));
        Assert.That(await Download(server), Is.EqualTo(Path.Combine(Cache, Archive)));
        Assert.That(server.Requests, Is.Empty);
    }

    [Test]
    public void Download_SomethingElseThere_IsLeftAloneAndNamed()
    {
        LeaveArchive([1, 2, 3]);
        using ArchiveServer server = new(_ => Answer.Whole(File300K));
        Refuses(server, "delete it to download it again");
        Assert.That(File.ReadAllBytes(Path.Combine(Cache, Archive)), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public void Download_CacheIsAFile_SaysSo()
    {
        File.WriteAllText(Cache, "in the way");
        using ArchiveServer server = new(_ => Answer.Whole(File300K));
        Refuses(server, Cache);
    }

    [Test]
    public void Download_Cancelled_IsNoInputError()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        using ArchiveServer server = new(_ => Answer.Whole(File300K));
        DatasetDownload download = new(client, server.Address, Md5(File300K));
        Assert.That(
            () => download.DownloadAsync("cifar100", Cache, cancellation: cancelled.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Download_UnknownName_GivesTheNearest() => Assert.That(
        () => new DatasetDownload(client).DownloadAsync("cifar1000", Cache),
        Throws.TypeOf<InputException>().With.Message.Contains("did you mean 'cifar100'"));

    private static byte[] MakeFile(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static Answer NoSuchRange() => Answer.Bare(
        $"416 Range Not Satisfiable\r\nContent-Range: bytes */{File300K.Length}");

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The published checksum.")]
    private static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));

    private Task<string> Download(ArchiveServer server, IProgress<DownloadProgress>? progress = null) =>
        new DatasetDownload(client, server.Address, Md5(File300K)).DownloadAsync("cifar100", Cache, progress);

    private void Refuses(ArchiveServer server, params string[] parts)
    {
        InputException? refusal = Assert.Throws<InputException>(() => Download(server).GetAwaiter().GetResult());
        foreach (string part in parts)
            Assert.That(refusal!.Message, Does.Contain(part));
    }

    private void LeavePart(byte[] bytes) => Leave(Part, bytes);

    private void LeaveArchive(byte[] bytes) => Leave(Path.Combine(Cache, Archive), bytes);

    private void Leave(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Cache);
        File.WriteAllBytes(path, bytes);
    }

    // Progress<T> would report from the thread pool.
    private sealed class Reports : List<DownloadProgress>, IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => Add(value);
    }
}
