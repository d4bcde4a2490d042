using IlgpuCnn.Kernels;

namespace IlgpuCnn.Cli.Reports;

/// <summary>Files of a report: there whole or not at all.</summary>
internal static class ReportFile
{
    /// <summary>Writes a file, over an older one.</summary>
    /// <exception cref="InputException">It can't be written.</exception>
    public static void Write(string folder, string name, string text)
    {
        string path = Path.Combine(folder, name);
        try
        {
            Directory.CreateDirectory(folder);
            string temporary = path + ".tmp";
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Can't write '{path}': {e.Message}", e);
        }
    }
}
