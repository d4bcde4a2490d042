using System.Reflection;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Runs;

namespace IlgpuCnn.Network.Scores;

/// <summary>Names a scoring function: a class with this attribute is found by its name, with nothing to register.</summary>
/// <param name="name">What a person types.</param>
/// <param name="description">One line for <c>score --list</c>, with its arguments.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ScoringFunctionAttribute(string name, string description) : Attribute
{
    /// <summary>What a person types.</summary>
    public string Name => name;

    /// <summary>One line for <c>score --list</c>.</summary>
    public string Description => description;
}

/// <summary>What a scoring function may read.</summary>
/// <param name="Device">Where it computes.</param>
/// <param name="Images">What it scores.</param>
/// <param name="Recipe">How a model is trained, where one is; its data are the images'.</param>
/// <param name="Teacher">Run's folder or checkpoint of a trained teacher, where one is given.</param>
/// <param name="Progress">Told a line now and then.</param>
/// <param name="Cancellation">Asked between batches.</param>
public sealed record ScoringContext(
    ComputeDevice Device, ImageSet Images, TrainConfig Recipe, string? Teacher, Action<string> Progress,
    CancellationToken Cancellation)
{
    /// <summary>For the training images of a run: models that score are trained as the run is, without curriculum.
    /// </summary>
    public static ScoringContext For(
        ComputeDevice device, ImageSet train, TrainConfig run, Action<string> progress,
        CancellationToken cancellation)
    {
        TrainConfig recipe = run with
        {
            Curriculum = new CurriculumConfig(),
            ReplayLearningRate = null,
            ScheduleBy = "step",
            ScheduleRestarts = false,
        };
        return new ScoringContext(device, train, recipe, run.Curriculum.Teacher, progress, cancellation);
    }
}

/// <summary>What a scoring function found.</summary>
/// <param name="Values">d(x) of each image, larger being harder.</param>
/// <param name="Method">How, in words.</param>
public sealed record ScoreResult(double[] Values, string Method)
{
    /// <summary>Each repeat's values, whose mean the values are; empty where there are none.</summary>
    public double[][] Repeats { get; init; } = [];

    /// <summary>Whether a model scored images that it was trained on.</summary>
    public bool InSample { get; init; }

    /// <summary>Whether a model was trained on other labels of these images.</summary>
    public bool SawOtherLabels { get; init; }
}

/// <summary>
/// Gives each image its difficulty d(x). A new one is one class in one file, with a
/// <see cref="ScoringFunctionAttribute"/> and, where it has arguments, a constructor that takes its
/// <see cref="NamedArguments"/>.
/// </summary>
public abstract class ScoringFunction
{
    private static readonly Dictionary<string, Type> Known = typeof(ScoringFunction).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<ScoringFunctionAttribute>() is not null)
        .ToDictionary(type => type.GetCustomAttribute<ScoringFunctionAttribute>()!.Name);

    /// <summary>All there are, by name.</summary>
    public static IEnumerable<ScoringFunctionAttribute> All => Known.Values
        .Select(type => type.GetCustomAttribute<ScoringFunctionAttribute>()!)
        .OrderBy(attribute => attribute.Name, StringComparer.Ordinal);

    /// <summary>Whether a word names the score of a teacher, rather than another score or a score file.</summary>
    /// <exception cref="InputException">It names nothing that is known.</exception>
    public static bool AsksTeacher(string score) => !ScoreFile.IsNamed(score) && Parse(score) is TeacherLossScore;

    /// <summary>Scores all images.</summary>
    /// <exception cref="InputException">Something it needs is missing.</exception>
    public abstract ScoreResult Score(ScoringContext context);

    /// <summary>Reads a scoring function such as <c>edges(threshold=0.25)</c>.</summary>
    /// <exception cref="InputException">The name or an argument is unknown or out of range.</exception>
    public static ScoringFunction Parse(string text)
    {
        NamedArguments arguments = NamedArguments.Parse("score", text);
        Type type = KnownNames.Find("score", arguments.Name, Known);
        ScoringFunction function;
        try
        {
            bool takesArguments = type.GetConstructor([typeof(NamedArguments)]) is not null;
            function = (ScoringFunction)Activator.CreateInstance(type, takesArguments ? [arguments] : [])!;
        }
        catch (TargetInvocationException e) when (e.InnerException is InputException refused)
        {
            throw new InputException(refused.Message, refused);
        }

        arguments.RejectUnread();
        return function;
    }
}
