using System.Text.Json.Serialization;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Scores;

namespace IlgpuCnn.Network.Curriculum;

/// <summary>In which order a run sees its images, and how soon; part of a run's configuration.</summary>
public sealed record CurriculumConfig
{
    /// <summary>All orderings, by name.</summary>
    public static Catalog<Ordering> Orderings { get; } = new Catalog<Ordering>("ordering")
        .Register("standard", "no curriculum: all images from the first step on", _ => Ordering.Standard)
        .Register("curriculum", "easy images first", _ => Ordering.Curriculum)
        .Register("anti", "hard images first", _ => Ordering.Anti)
        .Register("random", "a random order under the same pacing", _ => Ordering.Random);

    /// <summary>All ways of balancing classes, by name.</summary>
    public static Catalog<ClassBalance> Balances { get; } = new Catalog<ClassBalance>("class balance")
        .Register("balanced", "equal counts of all classes", _ => ClassBalance.Balanced)
        .Register("proportional", "each class in its share of the whole set", _ => ClassBalance.Proportional)
        .Register("none", "whatever the order brings", _ => ClassBalance.None);

    /// <summary>Which images come first.</summary>
    public Ordering Ordering { get; init; } = Ordering.Standard;

    /// <summary>The scoring function, or a score file; read by curriculum and anti.</summary>
    public Component<ScoringFunction>? Score { get; init; }

    /// <summary>How many images are visible at each step; not read by standard.</summary>
    public Component<PacingFunction> Pacing { get; init; } = PacingFunction.Catalog.Parse("linear(a=0.8,b=0.2)");

    /// <summary>Class balance of the visible images.</summary>
    public ClassBalance Balance { get; init; } = ClassBalance.Balanced;

    /// <summary>Whether the order depends on a score.</summary>
    [JsonIgnore]
    public bool ReadsScore => Ordering is Ordering.Curriculum or Ordering.Anti;

    /// <summary>Whether the order or the pacing depends on a score.</summary>
    [JsonIgnore]
    public bool GoesByScores =>
        ReadsScore || (Ordering != Ordering.Standard && Pacing.Value.ReadsDifficulties);

    /// <summary>Checks that all go together.</summary>
    /// <exception cref="InputException">They don't; the message says which.</exception>
    public void Check()
    {
        string ordering = Orderings.NameOf(Ordering);
        if (Ordering == Ordering.Standard)
        {
            if (Score is not null)
            {
                throw new InputException(
                    $"A score was given ('{Score}'), and the ordering 'standard' reads none: "
                    + $"give {new Setting("ordering")} curriculum or anti.");
            }

            return;
        }

        if (Score is not null && !GoesByScores)
        {
            throw new InputException(
                $"A score was given ('{Score}'), and neither the ordering '{ordering}' nor the pacing '{Pacing}' reads "
                + $"one: leave out {new Setting("score")}, or give {new Setting("ordering")} curriculum or anti.");
        }

        if (ReadsScore && Score is null)
        {
            throw new InputException(
                $"The ordering '{ordering}' needs a score: give {new Setting("score")}, such as edges; 'ilgpucnn list "
                + "scores' names all.");
        }

        VisibleSubset.RequireCompatible(Pacing.Value, Balance);
        if (Pacing.Value.ReadsDifficulties && Score is null)
        {
            throw new InputException(
                $"The pacing '{Pacing}' needs a score, whose thresholds it goes by: give {new Setting("score")}.");
        }
    }

    /// <summary>In words: ordering, score and pacing; 'standard' alone.</summary>
    public override string ToString()
    {
        string ordering = Orderings.NameOf(Ordering);
        if (Ordering == Ordering.Standard)
            return ordering;
        string by = ReadsScore ? $" by {Score}" : "";
        return $"{ordering}{by}, {Pacing}, {Balances.NameOf(Balance)}";
    }
}
