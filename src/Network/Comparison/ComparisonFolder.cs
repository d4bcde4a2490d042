using System.Text.Json;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Scores;

namespace IlgpuCnn.Network.Comparison;

/// <summary>
/// The folder of a comparison: a folder an arm with one a seed in it, the scores, and a note of the data. What is
/// finished in it is not done again.
/// </summary>
public sealed class ComparisonFolder
{
    private ComparisonFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Makes the folder, or goes on in one that holds runs on the same data.</summary>
    /// <exception cref="InputException">It can't be made, or its runs are on other data.</exception>
    public static ComparisonFolder Open(string path, DatasetSplits data)
    {
        DataNote note = new(
            data.Name, ImageSetHash.OfImages(data.Train), ImageSetHash.OfLabels(data.Train),
            ImageSetHash.OfImages(data.Test), ImageSetHash.OfLabels(data.Test));
        string file = System.IO.Path.Combine(path, "data.json");
        try
        {
            Directory.CreateDirectory(System.IO.Path.Combine(path, "scores"));
            if (!File.Exists(file))
            {
                File.WriteAllText(file, JsonSerializer.Serialize(note) + "\n");
                return new ComparisonFolder(path);
            }

            if (JsonSerializer.Deserialize<DataNote>(File.ReadAllText(file)) == note)
                return new ComparisonFolder(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InputException($"Can't use the folder '{path}': {e.Message} Name another with --output.", e);
        }

        throw new InputException($"The folder '{path}' holds a comparison on other data: name another with --output.");
    }

    /// <summary>Where a run is kept.</summary>
    public RunFolder Run(Arm arm, ulong seed) =>
        RunFolder.At(System.IO.Path.Combine(Path, arm.FolderName, $"seed-{seed}"));

    /// <summary>Whether a run of this very configuration is there and came to its end.</summary>
    /// <exception cref="InputException">There is a run of another configuration.</exception>
    public bool IsFinished(Arm arm, TrainConfig config)
    {
        RunFolder folder = Run(arm, config.Seed);
        if (!File.Exists(folder.Outcome))
            return false;
        return TrainConfig.Load(folder.Path).ToJson() == config.ToJson()
            ? true
            : throw new InputException(
                $"'{folder.Path}' holds a finished run of another configuration: name another folder with --output, "
                + "or remove it.");
    }

    /// <summary>The scores of an arm, made once and kept; null where it reads none.</summary>
    /// <exception cref="InputException">They can't be made, or those that are kept belong to other data.</exception>
    public ScoreTable? Scores(CurriculumConfig curriculum, ImageSet train, Func<ScoringContext> context)
    {
        if (curriculum.Score is not { } score)
            return null;
        string file = System.IO.Path.Combine(Path, "scores", new Arm(score, curriculum).FolderName + ".csv");
        if (!ScoreFile.IsNamed(score) && File.Exists(file))
            return ScoreFile.Load(file, train);
        ScoreTable? made = ScoreSource.Find(curriculum, context);
        if (made is not null && !ScoreFile.IsNamed(score))
            ScoreFile.Save(file, made, train);
        return made;
    }

    private sealed record DataNote(string Name, string Train, string TrainLabels, string Test, string TestLabels);
}
