using System.Text;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Runs;
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
    public string? Schedule { get; init; }

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
    /// <param name="common">Balance and teacher of all arms.</param>
    /// <param name="orderings">Words of <see cref="CurriculumConfig.OrderingNames"/>; standard need not be among them.
    /// </param>
    /// <param name="scores">Scoring functions or score files.</param>
    /// <param name="pacings">Pacing functions.</param>
    public static IReadOnlyList<Arm> Product(
        CurriculumConfig common, IReadOnlyList<string> orderings, IReadOnlyList<string> scores,
        IReadOnlyList<string> pacings)
    {
        List<Arm> arms = [Standard];
        foreach (string ordering in orderings)
        {
            CurriculumConfig ordered = common with { Ordering = ordering };
            if (ordered.ParseOrdering() == Ordering.Standard)
                continue;
            foreach (string pacing in pacings)
            {
                CurriculumConfig paced = ordered with { Pacing = pacing };
                foreach (string? score in paced.GoesByScores ? scores : (IReadOnlyList<string?>)[null])
                {
                    string[] parts = [ordering, Short(score, scores), pacings.Count > 1 ? pacing : ""];
                    string name = string.Join(' ', parts.Where(part => part.Length > 0));
                    arms.Add(new Arm(name, paced with { Score = score }));
                }
            }
        }

        return arms;
    }

    /// <summary>The configuration of one run of this arm.</summary>
    public TrainConfig Configure(TrainConfig common, ulong seed) => common with
    {
        Seed = seed,
        Curriculum = Curriculum,
        LearningRate = LearningRate ?? common.LearningRate,
        Schedule = Schedule ?? common.Schedule,
    };

    // Without its arguments, where no other score has the same name.
    private static string Short(string? score, IReadOnlyList<string> scores)
    {
        if (score is null)
            return "";
        string name = score.Split('(')[0];
        return scores.Count(other => other.Split('(')[0] == name) > 1 ? score : name;
    }
}
