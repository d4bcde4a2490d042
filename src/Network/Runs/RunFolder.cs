using System.Globalization;
using System.Text.Json;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Checkpoints;
using IlgpuCnn.Network.Curriculum;

namespace IlgpuCnn.Network.Runs;

/// <summary>The folder that one run writes to, and the names of the files in it.</summary>
public sealed class RunFolder
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

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

    /// <summary>Names of the classes, by their labels.</summary>
    public string Classes => System.IO.Path.Combine(Path, "classes.json");

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

    /// <summary>Refuses to repeat the run on data whose classes are others now, or in another order.</summary>
    /// <param name="names">Names of the classes of the data.</param>
    /// <exception cref="InputException">They are others than the run's.</exception>
    public void RequireSameClasses(string[] names)
    {
        if (!File.Exists(Classes))
            return;
        string text = FileFaults.Reading("", Classes, () => File.ReadAllText(Classes));
        if (text != ClassesText(names))
        {
            throw new InputException(
                $"The data has {names.Length} classes now ({string.Join(", ", names.Take(3))}, …) and had others, or in another order, "
                + $"when '{Path}' was run: '{Classes}' has those. Name the data by {new Setting("data")} to train on it all the same.");
        }
    }

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

    /// <summary>Writes the names of the classes, by their labels.</summary>
    /// <exception cref="InputException">The file can't be written.</exception>
    public void WriteClasses(string[] names) =>
        FileFaults.Writing("", Classes, () => File.WriteAllText(Classes, ClassesText(names)));

    private static string ClassesText(string[] names) => JsonSerializer.Serialize(names, Json) + "\n";
}
