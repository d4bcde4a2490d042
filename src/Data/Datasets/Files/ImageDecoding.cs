using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.ExceptionServices;
using IlgpuCnn.Data.ImageFiles;
using IlgpuCnn.Kernels;
using Microsoft.Win32.SafeHandles;

namespace IlgpuCnn.Data.Datasets.Files;

/// <summary>
/// Decodes and prepares image files on all cores, and puts their pixels where they belong in a file. One thread reads
/// files ahead of the others, a few at most, so that memory does not grow with their number.
/// </summary>
internal sealed class ImageDecoding(
    FileStore store, SourceImages source, ImagePreparation preparation, ImageLimits limits, DatasetContext context)
{
    private readonly ImageReader reader = new(limits);
    private readonly StoredFile[] files = [.. source.Images.Select(image => image.File)];
    private readonly IndexedImage[] images = new IndexedImage[source.Images.Count];
    private readonly byte[][] hashes = new byte[source.Images.Count][];
    private int done;
    private int unread;

    /// <summary>Hash of the content of all files, known when they are decoded.</summary>
    public string ContentHash() => ContentHashOf(hashes);

    /// <summary>Whether every file could be read: a reason why one could not may be gone the next time.</summary>
    public bool HasReadAll => unread == 0;

    /// <summary>Hash of the content of all files, without decoding any.</summary>
    /// <exception cref="InputException">The store can't be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public string ReadContentHash()
    {
        byte[][] read = new byte[files.Length][];
        foreach (FileContent content in store.Read(files, limits.MaxBytes))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            read[content.Index] = HashOf(content);
        }

        return ContentHashOf(read);
    }

    /// <summary>Decodes everything.</summary>
    /// <param name="file">Gets the pixels.</param>
    /// <exception cref="InputException">The store can't be read, or no image of it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ImageIndex Run(SafeFileHandle file)
    {
        ImageSize size = preparation.Resize ?? FirstSize();
        int length = checked((int)(size.Pixels * preparation.Channels));
        int workers = Environment.ProcessorCount;
        using BlockingCollection<FileContent> waiting = new(workers);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        Task[] tasks = [.. Enumerable.Range(0, workers).Select(_ => Task.Factory.StartNew(
            () => Work(waiting, size, length, file, stop), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Task reading = Task.Factory.StartNew(
            () => ReadAhead(waiting, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        RequireDone([reading, .. tasks]);
        if (Array.TrueForAll(images, image => image.Fault is not null))
            throw new InputException($"None of the {images.Length} image files of '{store.Path}' can be used: {images[0].Fault}");
        return new ImageIndex(
            size.Height, size.Width, preparation.Channels, [.. source.Classes], [.. source.Notes], images);
    }

    private void ReadAhead(BlockingCollection<FileContent> waiting, CancellationTokenSource stop)
    {
        try
        {
            foreach (FileContent content in store.Read(files, limits.MaxBytes))
                waiting.Add(content, stop.Token);
        }
        catch (Exception)
        {
            stop.Cancel();
            throw;
        }
        finally
        {
            waiting.CompleteAdding();
        }
    }

    // All have ended before anything is said: none writes to a file that is closed.
    private void RequireDone(Task[] tasks)
    {
        Task.WhenAll(tasks).ContinueWith(_ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        context.Cancellation.ThrowIfCancellationRequested();
        Exception? fault = tasks.SelectMany(task => task.Exception?.InnerExceptions ?? Enumerable.Empty<Exception>())
            .FirstOrDefault(e => e is not OperationCanceledException);
        if (fault is not null)
            ExceptionDispatchInfo.Throw(fault);
    }

    private void Work(
        BlockingCollection<FileContent> waiting, ImageSize size, int length, SafeFileHandle file, CancellationTokenSource stop)
    {
        try
        {
            foreach (FileContent content in waiting.GetConsumingEnumerable(stop.Token))
            {
                hashes[content.Index] = HashOf(content);
                images[content.Index] = Decoded(content, size, length, file);
                context.Progress?.Report(new DatasetProgress(Interlocked.Increment(ref done), files.Length));
            }
        }
        catch (Exception)
        {
            stop.Cancel();
            throw;
        }
    }

    private IndexedImage Decoded(FileContent content, ImageSize size, int length, SafeFileHandle file)
    {
        if (content.Bytes is null && files[content.Index].Length is var stored and > 0 && stored <= limits.MaxBytes)
            Interlocked.Increment(ref unread);
        if (content.Bytes is null)
            return Unusable(content.Index, content.Fault!);
        SourceImage image = source.Images[content.Index];
        try
        {
            PreparedImage prepared = reader.Read(content.Bytes, image.File.Name, preparation);
            if (prepared.Width != size.Width || prepared.Height != size.Height)
            {
                throw new InputException(
                    $"'{image.File.Name}' has {prepared.Width}x{prepared.Height} pixels and the first image {size}: with "
                    + $"resize=none all images have one size; give {new Setting("prepare")} resize=64.");
            }

            RandomAccess.Write(file, prepared.Pixels, ImageCacheFile.PixelsAt + ((long)content.Index * length));
            return new IndexedImage(
                image.File.Name, image.Class, image.Split, prepared.SourceWidth, prepared.SourceHeight, prepared.Format,
                XxHash3.HashToUInt64(prepared.Pixels), null);
        }
        catch (InputException e)
        {
            return Unusable(content.Index, e.Message);
        }
    }

    private IndexedImage Unusable(int index, string fault)
    {
        SourceImage image = source.Images[index];
        return new IndexedImage(image.File.Name, image.Class, image.Split, 0, 0, "", 0, fault);
    }

    // With resize=none, the first image that can be read says what size all have.
    private ImageSize FirstSize()
    {
        string? first = null;
        foreach (FileContent content in store.Read(files, limits.MaxBytes))
        {
            try
            {
                if (content.Bytes is not null)
                    return Fitting(reader.Identify(content.Bytes, files[content.Index].Name), files[content.Index].Name);
            }
            catch (InputException e)
            {
                first ??= e.Message;
            }
        }

        throw new InputException($"None of the {files.Length} image files of '{store.Path}' can be used: {first}");
    }

    private static ImageSize Fitting(ImageSize size, string name) =>
        Math.Max(size.Width, size.Height) <= ImagePreparation.MostSide
        && Math.Min(size.Width, size.Height) >= ImagePreparation.LeastSide
            ? size
            : throw new InputException(
                $"'{name}' has {size} pixels; without scaling, each side is {ImagePreparation.LeastSide} to "
                + $"{ImagePreparation.MostSide}: give {new Setting("prepare")} resize=64.");

    private static byte[] HashOf(FileContent content) => XxHash128.Hash(content.Bytes ?? []);

    private static string ContentHashOf(byte[][] hashes)
    {
        XxHash128 all = new();
        foreach (byte[] hash in hashes)
            all.Append(hash);
        return Convert.ToHexStringLower(all.GetCurrentHash());
    }
}
