using System.CommandLine;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Scores;

namespace IlgpuCnn.Cli.Commands;

/// <summary>The options that say in which order a run sees its images, and how soon.</summary>
internal static class CurriculumOptions
{
    public static ConfigOptions<CurriculumConfig> Create()
    {
        CurriculumConfig initial = new();
        return CreateCommon()
            .Add(
                "--ordering", $"Order in which images become visible: {CurriculumConfig.Orderings.NameList}",
                CurriculumConfig.Orderings.NameOf(initial.Ordering),
                (r, v) => r with { Ordering = CurriculumConfig.Orderings.Parse(v).Value })
            .Add(
                "--score", "Scoring function ('list scores') or score file (.csv, .parquet)", (string?)null,
                (r, v) => r with { Score = ScoringFunction.Parse(v!) })
            .Add(
                "--pacing", "Pacing function: how many images are visible at each step ('list pacings')",
                initial.Pacing.Text, (r, v) => r with { Pacing = PacingFunction.Catalog.Parse(v) });
    }

    /// <summary>Refuses what was given and would change nothing.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="asked">What it comes to: a run's configuration, or each arm's.</param>
    /// <exception cref="InputException">An option has no effect on any of them.</exception>
    public static void RequireEffect(ParseResult parsed, params IReadOnlyList<CurriculumConfig> asked)
    {
        bool paced = asked.Any(config => config.Ordering != Ordering.Standard);
        foreach (string option in (string[])["--pacing", "--balance"])
        {
            if (parsed.Gives(option) && !paced)
            {
                throw new InputException(
                    $"{option} was given, and the ordering 'standard' shows all images from the first step on: give "
                    + "--ordering curriculum, anti or random.");
            }
        }

        if (parsed.Gives("--score") && !asked.Any(config => config.GoesByScores))
            throw new InputException("--score was given, and no order goes by it: give --ordering curriculum or anti.");
    }

    /// <summary>Those that all arms of a comparison share.</summary>
    public static ConfigOptions<CurriculumConfig> CreateCommon() => new ConfigOptions<CurriculumConfig>()
        .Add(
            "--balance", $"Classes in the visible images: {CurriculumConfig.Balances.NameList}",
            CurriculumConfig.Balances.NameOf(new CurriculumConfig().Balance),
            (r, v) => r with { Balance = CurriculumConfig.Balances.Parse(v).Value });
}
