using System.Text;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Network.Comparison;

/// <summary>One of the things that are compared: an order and a pacing, and a recipe of its own where it has one.</summary>
/// <param name="Name">Unique in the comparison.</param>
/// <param name="Curriculum">Order and pacing.</param>
public sealed record Arm(string Name, CurriculumConfig Curriculum)
{
    /// <summary>Base learning rate; null for the comparison's.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Learning-rate schedule; null for the comparison's.</summary>
    public Component<LearningRateSchedule>? Schedule { get; init; }

    /// <summary>Runs of this arm; null for the comparison's.</summary>
    public int? Seeds { get; init; }

    /// <summary>The arm without a curriculum, which the others are compared with.</summary>
    public static Arm Standard { get; } = new("standard", new CurriculumConfig());

    /// <summary>The name as a folder's: letters, digits, dots and dashes.</summary>
    public string FolderName
    {
        get
        {
            StringBuilder name = new();
            foreach (char c in Name)
                name.Append(char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '-');
            return name.ToString().Trim('-');
        }
    }

    /// <summary>
    /// Standard, and every ordering with every pacing, and with every score where it reads one. Names hold what tells
    /// the arms apart.
    /// </summary>
    /// <param name="common">Balance of all arms.</param>
    /// <param name="orderings">Orderings; standard need not be among them.</param>
    /// <param name="scores">Scoring functions or score files.</param>
    /// <param name="pacings">Pacing functions.</param>
    /// <exception cref="InputException">A score or pacing function is given twice.</exception>
    public static IReadOnlyList<Arm> Product(
        CurriculumConfig common, IReadOnlyList<Ordering> orderings, IReadOnlyList<Component<ScoringFunction>> scores,
        IReadOnlyList<Component<PacingFunction>> pacings)
    {
        RequireOnce("score", scores);
        RequireOnce("pacing function", pacings);
        List<Arm> arms = [Standard];
        foreach (Ordering ordering in orderings.Where(ordering => ordering != Ordering.Standard))
        {
            foreach (Component<PacingFunction> pacing in pacings)
            {
                CurriculumConfig paced = common with { Ordering = ordering, Pacing = pacing };
                foreach (Component<ScoringFunction>? score in paced.GoesByScores
                    ? scores
                    : (IReadOnlyList<Component<ScoringFunction>?>)[null])
                {
                    string[] parts =
                    [
                        CurriculumConfig.Orderings.NameOf(ordering), Short(score, scores),
                        pacings.Count > 1 ? pacing.Text : "",
                    ];
                    string name = string.Join(' ', parts.Where(part => part.Length > 0));
                    arms.Add(new Arm(name, paced with { Score = score }));
                }
            }
        }

        return arms;
    }

    /// <summary>The configuration of one run of this arm.</summary>
    public RunConfig Configure(RunConfig common, ulong seed) => common with
    {
        Curriculum = Curriculum,
        Training = common.Training with
        {
            Seed = seed,
            LearningRate = common.Training.LearningRate with
            {
                Base = LearningRate ?? common.Training.LearningRate.Base,
                Schedule = Schedule ?? common.Training.LearningRate.Schedule,
            },
        },
    };

    private static void RequireOnce<T>(string what, IReadOnlyList<Component<T>> given)
        where T : notnull
    {
        if (given.GroupBy(each => each.FullText).FirstOrDefault(same => same.Count() > 1) is not { } same)
            return;
        throw new InputException(
            $"The {what} '{same.First().Text}' is given twice{(same.First().Text == same.Last().Text
                ? "" : $", once as '{same.Last().Text}'")}: its arms would be the same. Give it once.");
    }

    // Without its arguments, where no other score has the same name.
    private static string Short(Component<ScoringFunction>? score, IReadOnlyList<Component<ScoringFunction>> scores) =>
        score is null ? ""
        : scores.Count(other => other.Name == score.Name) > 1 ? score.Text
        : score.Name;
}
