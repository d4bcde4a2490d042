using System.Text;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Cli.Reports;

/// <summary>Where reports are written to.</summary>
internal static class ReportFolder
{
    /// <summary>Makes a folder unless it is there.</summary>
    /// <exception cref="InputException">It can't be made.</exception>
    public static void Create(string path)
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

    /// <summary>Writes text as UTF-8.</summary>
    /// <exception cref="InputException">It can't be written.</exception>
    public static void Write(string folder, string name, string content) =>
        Write(folder, name, Encoding.UTF8.GetBytes(content));

    /// <summary>Writes a file into it, over an older one: whole or not at all.</summary>
    /// <exception cref="InputException">It can't be written.</exception>
    public static void Write(string folder, string name, byte[] content)
    {
        string path = Path.Combine(folder, name);
        try
        {
            string temporary = path + ".tmp";
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Can't write '{path}': {e.Message}", e);
        }
    }
}
