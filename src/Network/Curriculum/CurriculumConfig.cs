using System.Text.Json.Serialization;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Scores;

namespace IlgpuCnn.Network.Curriculum;

/// <summary>In which order a run sees its images, and how soon; part of a run's configuration.</summary>
public sealed record CurriculumConfig
{
    private static readonly Dictionary<string, Ordering> Orderings = new()
    {
        ["standard"] = Data.Curriculum.Ordering.Standard,
        ["curriculum"] = Data.Curriculum.Ordering.Curriculum,
        ["anti"] = Data.Curriculum.Ordering.Anti,
        ["random"] = Data.Curriculum.Ordering.Random,
    };

    private static readonly Dictionary<string, ClassBalance> Balances = new()
    {
        ["balanced"] = ClassBalance.Balanced,
        ["proportional"] = ClassBalance.Proportional,
        ["none"] = ClassBalance.None,
    };

    /// <summary>standard (no curriculum), curriculum (easy first), anti (hard first) or random.</summary>
    public string Ordering { get; init; } = "standard";

    /// <summary>The scoring function, or a score file's path; read by curriculum and anti.</summary>
    public string? Score { get; init; }

    /// <summary>A trained run or checkpoint, for scores that ask one.</summary>
    public string? Teacher { get; init; }

    /// <summary>The pacing function, as <see cref="PacingFunction.Parse"/> reads it; not read by standard.</summary>
    public string Pacing { get; init; } = "linear(a=0.8,b=0.2)";

    /// <summary>Class balance of the visible images: balanced, proportional or none.</summary>
    public string Balance { get; init; } = "balanced";

    /// <summary>All orderings' names.</summary>
    public static IReadOnlyCollection<string> OrderingNames => Orderings.Keys;

    /// <summary>All balances' names.</summary>
    public static IReadOnlyCollection<string> BalanceNames => Balances.Keys;

    /// <summary>Whether the order depends on a score.</summary>
    [JsonIgnore]
    public bool ReadsScore => ParseOrdering() is Data.Curriculum.Ordering.Curriculum or Data.Curriculum.Ordering.Anti;

    /// <summary>Whether the order or the pacing depends on a score.</summary>
    [JsonIgnore]
    public bool GoesByScores => ReadsScore || (ParseOrdering() != Data.Curriculum.Ordering.Standard
        && PacingFunction.Parse(Pacing).ReadsDifficulties);

    /// <summary>Whether the order or the pacing depends on a score that asks a teacher.</summary>
    [JsonIgnore]
    public bool AsksTeacher => Score is { } score && GoesByScores && ScoringFunction.AsksTeacher(score);

    /// <exception cref="InputException">The word is unknown.</exception>
    public Ordering ParseOrdering() => KnownNames.Find("ordering", Ordering, Orderings);

    /// <exception cref="InputException">The word is unknown.</exception>
    public ClassBalance ParseBalance() => KnownNames.Find("class balance", Balance, Balances);

    /// <summary>Checks that every word is known and that they go together.</summary>
    /// <exception cref="InputException">One is not, or they don't; the message says which.</exception>
    public void Validate()
    {
        Ordering ordering = ParseOrdering();
        ClassBalance balance = ParseBalance();
        PacingFunction pacing = PacingFunction.Parse(Pacing);
        if (ordering == Data.Curriculum.Ordering.Standard)
        {
            if (Score is not null)
            {
                throw new InputException(
                    $"A score was given ('{Score}'), and the ordering 'standard' reads none: "
                    + "give --ordering curriculum or anti.");
            }

            return;
        }

        if (Score is not null && !GoesByScores)
        {
            throw new InputException(
                $"A score was given ('{Score}'), and neither the ordering '{Ordering}' nor the pacing '{Pacing}' reads "
                + "one: leave out --score, or give --ordering curriculum or anti.");
        }

        if (ReadsScore && Score is null)
        {
            throw new InputException(
                $"The ordering '{Ordering}' needs a score: give --score, such as edges; 'score --list' names all.");
        }

        if (Score is { } score && !ScoreFile.IsNamed(score))
            ScoringFunction.Parse(score);
        VisibleSubset.RequireCompatible(pacing, balance);
        if (pacing.ReadsDifficulties && Score is null)
            throw new InputException($"The pacing '{Pacing}' needs a score, whose thresholds it goes by: give --score.");
    }

    /// <summary>In words: ordering, score and pacing; 'standard' alone.</summary>
    public override string ToString()
    {
        Ordering ordering = ParseOrdering();
        if (ordering == Data.Curriculum.Ordering.Standard)
            return "standard";
        string by = ReadsScore ? $" by {Score}" : "";
        return $"{Ordering}{by}, {Pacing}, {Balance}";
    }
}
