namespace IlgpuCnn.Kernels.Devices;

/// <summary>The folder in which the program keeps what it can get again: downloads, compiled kernels.</summary>
public static class CacheFolder
{
    /// <summary>
    /// The folder's path: $ILGPUCNN_CACHE, else $XDG_CACHE_HOME/ilgpucnn, else the system's folder for such data.
    /// </summary>
    public static string Default
    {
        get
        {
            if (Environment.GetEnvironmentVariable("ILGPUCNN_CACHE") is { Length: > 0 } cache)
                return cache;
            if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } home)
                return Path.Combine(home, "ilgpucnn");
            // Of a user whose home is not there yet, the name all the same: an empty one would mean the working folder.
            Environment.SpecialFolderOption asIs = Environment.SpecialFolderOption.DoNotVerify;
            return OperatingSystem.IsWindows()
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, asIs), "ilgpucnn")
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, asIs), ".cache", "ilgpucnn");
        }
    }
}
