using System.Security.Cryptography;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Runs;

namespace IlgpuCnn.Network.Curriculum;

/// <summary>The file that a run's scores come from, a score file or a teacher's weights, known by its content.
/// </summary>
public static class ScoresBehind
{
    /// <summary>The file; null where the scores come from the data alone, or there are none.</summary>
    public static string? File(CurriculumConfig curriculum)
    {
        if (curriculum.Score is not { } score)
            return null;
        string? path = ScoreFile.IsNamed(score) ? score : curriculum.Teacher;
        return Directory.Exists(path) ? RunFolder.At(path).Weights : path;
    }

    /// <summary>A line by which the file is known again.</summary>
    /// <exception cref="InputException">There is no such file, or it can't be read.</exception>
    public static string Hash(string file)
    {
        try
        {
            using FileStream stream = System.IO.File.OpenRead(file);
            return Convert.ToHexString(SHA256.HashData(stream)) + "\n";
        }
        catch (FileNotFoundException e)
        {
            throw new InputException($"There is no file '{file}', which scores are to be made from.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Can't read '{file}', which scores are to be made from: {e.Message}", e);
        }
    }

    /// <summary>Notes in a run's folder what its scores come from.</summary>
    /// <exception cref="InputException">It can't be noted.</exception>
    public static void Note(RunFolder folder, CurriculumConfig curriculum)
    {
        if (File(curriculum) is not { } file)
            return;
        string hash = Hash(file);
        try
        {
            System.IO.File.WriteAllText(folder.ScoresNote, hash);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Can't write '{folder.ScoresNote}': {e.Message}", e);
        }
    }

    /// <summary>Refuses to repeat a run with scores from another file than it read; silent where it noted none.</summary>
    /// <param name="config">The run's config.json, or its folder.</param>
    /// <param name="curriculum">What that file says.</param>
    /// <exception cref="InputException">The file has changed or is gone.</exception>
    public static void RequireSame(string config, CurriculumConfig curriculum)
    {
        string run = Directory.Exists(config) ? config : Path.GetDirectoryName(Path.GetFullPath(config))!;
        string note = RunFolder.At(run).ScoresNote;
        if (File(curriculum) is not { } file || !System.IO.File.Exists(note)
            || System.IO.File.ReadAllText(note) == Hash(file))
        {
            return;
        }

        string option = ScoreFile.IsNamed(curriculum.Score!) ? $"--score {curriculum.Score}" : $"--teacher {curriculum.Teacher}";
        throw new InputException(
            $"'{file}' has changed since the run in '{run}' took its scores from it, so that run can't be repeated: put "
            + $"back what it was, or give {option} to take it as it is now.");
    }
}
