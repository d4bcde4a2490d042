using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Files;

/// <summary>
/// Reading and writing of files with faults in words: what the system refuses becomes one sentence that says what could
/// not be done to which file, and why.
/// </summary>
public static class FileFaults
{
    /// <summary>Reads a file.</summary>
    /// <param name="what">What the file is: "the checkpoint"; empty where its path says it all.</param>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="InputException">It can't be read.</exception>
    public static T Reading<T>(string what, string path, Func<T> read) => Say("read", what, path, "", read);

    /// <summary>Writes a file.</summary>
    /// <param name="what">What the file is; empty where its path says it all.</param>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="InputException">It can't be written.</exception>
    public static void Writing(string what, string path, Action write) => Say("write", what, path, "", write);

    /// <summary>Makes a folder.</summary>
    /// <param name="what">What the folder is: "the run's folder".</param>
    /// <param name="path">The folder.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="advice">What to do where it can't be made, a sentence; empty for none.</param>
    /// <exception cref="InputException">It can't be made.</exception>
    public static void Making(string what, string path, Action make, string advice = "") =>
        Say("make", what, path, advice, make);

    /// <summary>Does anything to a file or a folder.</summary>
    /// <param name="verb">What is done: "use".</param>
    /// <param name="what">What the file is; empty where its path says it all.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="advice">What to do where it can't be done, a sentence; empty for none.</param>
    /// <param name="act">Does it.</param>
    /// <exception cref="InputException">It can't be done.</exception>
    public static T Say<T>(string verb, string what, string path, string advice, Func<T> act)
    {
        if (path.Length == 0)
            throw new InputException($"Can't {verb} {(what.Length > 0 ? what : "a file")}: its path is empty.");
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string file = what.Length > 0 ? $"{what} '{path}'" : $"'{path}'";
            string reason = advice.Length > 0 ? $"{Reason(e).TrimEnd('.')}. {advice}" : Reason(e);
            throw new InputException($"Can't {verb} {file}: {reason}", e);
        }
    }

    // The system's own words for these say the path again.
    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException => "there is no such file.",
        DirectoryNotFoundException => "a folder on its path does not exist.",
        _ => e.Message,
    };

    private static void Say(string verb, string what, string path, string advice, Action act) =>
        Say(verb, what, path, advice, () =>
        {
            act();
            return true;
        });
}
