using System.Text;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Cli.Reports.Writers;

/// <summary>Files of a report: there whole or not at all.</summary>
internal static class ReportFile
{
    /// <summary>Makes a folder unless it is there.</summary>
    /// <exception cref="InputException">It can't be made.</exception>
    public static void MakeFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Can't make the folder '{path}': {e.Message} Name another with --output.", e);
        }
    }

    /// <summary>Writes a text file in UTF-8, over an older one.</summary>
    /// <exception cref="InputException">It can't be written, or the path is a folder's.</exception>
    public static void Write(string path, string text)
    {
        string full = path.Length == 0 ? path : Path.GetFullPath(path);
        string name = Path.GetFileName(full);
        if (name.Length == 0)
            throw new InputException($"'{path}' is no file's path: give one with --output.");
        Write(Path.GetDirectoryName(full)!, name, text);
    }

    /// <summary>Writes a text file in UTF-8, over an older one.</summary>
    /// <exception cref="InputException">It can't be written.</exception>
    public static void Write(string folder, string name, string text) =>
        Write(folder, name, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file, over an older one.</summary>
    /// <exception cref="InputException">It can't be written.</exception>
    public static void Write(string folder, string name, byte[] content)
    {
        string path = Path.Combine(folder, name);
        try
        {
            Directory.CreateDirectory(folder);
            WholeFile.Replace(path, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Can't write '{path}': {e.Message}", e);
        }
    }
}
