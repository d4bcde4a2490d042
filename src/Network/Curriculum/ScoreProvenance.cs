using System.Security.Cryptography;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Curriculum;

/// <summary>The file that a run's scores come from, a score file or a teacher's weights, known by its content.
/// </summary>
public static class ScoreProvenance
{
    /// <summary>A line by which the file is known again.</summary>
    /// <exception cref="InputException">There is no such file, or it can't be read.</exception>
    public static string Hash(string file)
    {
        if (!File.Exists(file))
            throw new InputException($"There is no file '{file}', which scores are to be made from.");
        return FileFaults.Reading("the scores' source", file, () =>
        {
            using FileStream stream = File.OpenRead(file);
            return Convert.ToHexString(SHA256.HashData(stream)) + "\n";
        });
    }

    /// <summary>Notes what the scores of a run come from.</summary>
    /// <param name="note">The file to write; none is written where the scores come from the data alone.</param>
    /// <param name="curriculum">The run's.</param>
    /// <exception cref="InputException">It can't be noted.</exception>
    public static void Note(string note, CurriculumConfig curriculum)
    {
        if (curriculum.Score?.Value.SourceFile is not { } file)
            return;
        string hash = Hash(file);
        FileFaults.Writing("", note, () => File.WriteAllText(note, hash));
    }

    /// <summary>Refuses to repeat a run with scores from another file than it read; silent where it noted none.</summary>
    /// <param name="note">What the run noted.</param>
    /// <param name="run">The run's folder, for messages.</param>
    /// <param name="curriculum">The run's.</param>
    /// <exception cref="InputException">The file has changed or is gone.</exception>
    public static void RequireSame(string note, string run, CurriculumConfig curriculum)
    {
        if (curriculum.Score?.Value.SourceFile is not { } file || !File.Exists(note)
            || File.ReadAllText(note) == Hash(file))
        {
            return;
        }

        throw new InputException(
            $"'{file}' has changed since the run in '{run}' took its scores from it, so that run can't be repeated: put "
            + $"back what it was, or give {new Setting("score")} {curriculum.Score} to take it as it is now.");
    }
}
