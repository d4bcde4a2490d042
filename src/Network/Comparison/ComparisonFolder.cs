using System.Text;
using System.Text.Json;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Scores;

namespace IlgpuCnn.Network.Comparison;

/// <summary>
/// The folder of a comparison: a folder for each arm with one for each seed in it, the scores, what all runs have in
/// common, and a note of the data. What is finished in it is not done again. No other process can use it until this
/// object is disposed of.
/// </summary>
public sealed class ComparisonFolder : IDisposable
{
    private readonly FolderLock taken;

    private ComparisonFolder(string path, FolderLock taken)
    {
        Path = path;
        this.taken = taken;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Makes the folder, or goes on in one that holds runs of the same configuration on the same data.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="data">The data of all runs.</param>
    /// <param name="common">What all runs have in common.</param>
    /// <exception cref="InputException">
    /// It can't be made, another process uses it, or it holds something else.
    /// </exception>
    public static ComparisonFolder Open(string path, ImageData data, RunConfig common)
    {
        DataNote note = new(
            data.Name, ImageSetHash.OfImages(data.Train), ImageSetHash.OfLabels(data.Train),
            ImageSetHash.OfImages(data.Test), ImageSetHash.OfLabels(data.Test));
        return FileFaults.Say("use", "the folder", path, $"Name another with {new Setting("output")}.", () =>
        {
            Directory.CreateDirectory(path);
            FolderLock taken = FolderLock.Take(path);
            try
            {
                Directory.CreateDirectory(System.IO.Path.Combine(path, "scores"));
                Claim(path, "data.json", JsonSerializer.Serialize(note) + "\n", "on other data");
                Claim(path, "config.json", common.ToJson(), "of another configuration");
                return new ComparisonFolder(path, taken);
            }
            catch
            {
                taken.Dispose();
                throw;
            }
        });
    }

    /// <inheritdoc/>
    public void Dispose() => taken.Dispose();

    /// <summary>Where a run is kept.</summary>
    public RunFolder Run(Arm arm, ulong seed) =>
        RunFolder.At(System.IO.Path.Combine(Path, arm.FolderName, $"seed-{seed}"));

    /// <summary>Whether a run of this very configuration is there and came to its end.</summary>
    /// <exception cref="InputException">There is a run of another configuration.</exception>
    public bool IsFinished(Arm arm, RunConfig config)
    {
        RunFolder folder = Run(arm, config.Training.Seed);
        if (!File.Exists(folder.Outcome))
            return false;
        return ConfigOf(folder) == config.ToJson()
            ? true
            : throw new InputException(
                $"'{folder.Path}' holds a finished run of another configuration: name another folder with {new Setting("output")}, "
                + "or remove it.");
    }

    /// <summary>The scores of an arm, made once and kept; null where it reads none.</summary>
    /// <exception cref="InputException">They can't be made, or those that are kept belong to other data.</exception>
    public ScoreTable? Scores(CurriculumConfig curriculum, ImageSet train, Func<ScoringContext> context)
    {
        if (curriculum.Score is not { } score)
            return null;
        string name = new Arm(score.Text, curriculum).FolderName;
        string file = System.IO.Path.Combine(Path, "scores", name + ".csv");
        if (score.Value.SourceFile is { } source)
        {
            string note = System.IO.Path.Combine("scores", name + ".source");
            Claim(Path, note, ScoreProvenance.Hash(source), $"by '{source}' as it was before");
        }

        bool isStored = score.Value is FileScore;
        if (!isStored && File.Exists(file))
            return ScoreFile.Load(file, train);
        ScoreTable? made = ScoreSource.Find(curriculum, context);
        if (made is not null && !isStored)
            ScoreFile.Save(file, made, train);
        return made;
    }

    private static string ConfigOf(RunFolder folder)
    {
        try
        {
            return RunConfig.Load(folder.Path).ToJson();
        }
        catch (InputException e)
        {
            throw folder.ToBeRepeated(e);
        }
    }

    // Says in the folder what it is for; a text that stands there must be the same.
    private static void Claim(string path, string name, string text, string otherwise)
    {
        string file = System.IO.Path.Combine(path, name);
        if (!File.Exists(file))
            WholeFile.Replace(file, Encoding.UTF8.GetBytes(text));
        else if (File.ReadAllText(file) != text)
            throw new InputException($"'{path}' holds a comparison {otherwise}: name another folder with {new Setting("output")}.");
    }

    private sealed record DataNote(string Name, string Train, string TrainLabels, string Test, string TestLabels);
}
