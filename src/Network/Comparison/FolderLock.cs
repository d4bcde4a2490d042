using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Comparison;

/// <summary>
/// Keeps a folder to one process by a file that no other process can open, and that is removed when the lock is disposed
/// of. A file that a killed process leaves behind locks nothing.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    // EWOULDBLOCK of Linux and of macOS, as .NET passes them on.
    private static readonly int[] Taken = [WindowsSharingViolation, 11, 35];

    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>Takes the folder.</summary>
    /// <exception cref="InputException">Another process has it.</exception>
    /// <exception cref="IOException">The file can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be made for lack of permission.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            return new FolderLock(new FileStream(
                Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                FileOptions.DeleteOnClose));
        }
        catch (IOException e) when (Taken.Contains(e.HResult))
        {
            throw new InputException(
                $"Another comparison is running in '{folder}': wait until it has ended, or name another folder with "
                + $"{new Setting("output")}.", e);
        }
    }

    public void Dispose() => file.Dispose();
}
