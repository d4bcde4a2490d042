namespace IlgpuCnn.Data.Files;

/// <summary>Files that are there whole or not at all: a crash leaves what was there before.</summary>
public static class WholeFile
{
    /// <summary>Writes a file beside its place, and puts it there when it is complete.</summary>
    /// <exception cref="IOException">It can't be written; nothing of it is left.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be written for lack of permission; nothing of it is left.</exception>
    public static void Replace(string path, Action<Stream> write)
    {
        string temporary = path + ".tmp";
        try
        {
            using (FileStream file = File.Create(temporary))
                write(file);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }

    /// <summary>Writes bytes to a file beside its place, and puts the file there when it is complete.</summary>
    public static void Replace(string path, ReadOnlyMemory<byte> content) =>
        Replace(path, file => file.Write(content.Span));
}
