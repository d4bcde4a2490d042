using System.Globalization;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Checkpoints;
using IlgpuCnn.Network.Curriculum;

namespace IlgpuCnn.Network.Runs;

/// <summary>The folder that one run writes to, and the names of the files in it.</summary>
public sealed class RunFolder
{
    private RunFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Training metrics.</summary>
    public string Metrics => System.IO.Path.Combine(Path, "metrics.csv");

    /// <summary>Visible images and learning rate: a row where one of them changes.</summary>
    public string Trace => System.IO.Path.Combine(Path, "trace.csv");

    /// <summary>The final numbers: there when the run has come to its end.</summary>
    public string Outcome => System.IO.Path.Combine(Path, "result.json");

    /// <summary>The hash of the file that the run's scores come from, where there is one.</summary>
    public string ScoresNote => System.IO.Path.Combine(Path, "scores.source");

    /// <summary>The weights.</summary>
    public string Weights => System.IO.Path.Combine(Path, Checkpoint.FileName);

    /// <summary>Makes root/time-name, with a number behind it where that is taken.</summary>
    /// <exception cref="InputException">It can't be made.</exception>
    public static RunFolder Create(string root, string name)
    {
        if (name.Length == 0 || name.IndexOfAny(System.IO.Path.GetInvalidFileNameChars()) >= 0)
            throw new InputException($"The run's name '{name}' can't be the name of a folder.");
        string time = DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        string path = System.IO.Path.Combine(root, $"{time}-{name}");
        string free = path;
        for (int i = 2; Directory.Exists(free); i++)
            free = $"{path}-{i}";
        FileFaults.Making(
            "the run's folder", free, () => Directory.CreateDirectory(free),
            $"Name another place with {new Setting("output")}.");
        return new RunFolder(free);
    }

    /// <summary>A folder of a known name, which need not be there.</summary>
    public static RunFolder At(string path) => new(path);

    /// <summary>The folder of a run, named by itself or by its config.json.</summary>
    public static RunFolder Of(string path) =>
        new(Directory.Exists(path) ? path : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);

    /// <summary>Refuses to repeat the run with scores from another file than it read.</summary>
    /// <exception cref="InputException">The file has changed or is gone.</exception>
    public void RequireSameScores(CurriculumConfig curriculum) =>
        ScoreProvenance.RequireSame(ScoresNote, Path, curriculum);

    /// <summary>An error in a file of a run that can be made again, with how.</summary>
    public InputException ToBeRepeated(InputException e) =>
        new($"{e.Message.TrimEnd('.')}; delete the folder '{Path}' to have that run made again.", e);

    /// <summary>Makes the folder empty: what an unfinished run left in it goes.</summary>
    /// <exception cref="InputException">It can't be made.</exception>
    public RunFolder Clear()
    {
        FileFaults.Making("the run's folder", Path, () =>
        {
            if (Directory.Exists(Path))
                Directory.Delete(Path, recursive: true);
            Directory.CreateDirectory(Path);
        });
        return this;
    }

    /// <summary>Writes config.json.</summary>
    /// <exception cref="InputException">It can't be written.</exception>
    public void WriteConfig(RunConfig config)
    {
        string path = System.IO.Path.Combine(Path, RunConfigFile.FileName);
        FileFaults.Writing("", path, () => File.WriteAllText(path, config.ToJson()));
    }
}
