using System.CommandLine;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Curriculum;

namespace IlgpuCnn.Cli.Commands;

/// <summary>The options that say in which order a run sees its images, and how soon.</summary>
internal static class CurriculumOptions
{
    public static ConfigOptions<CurriculumConfig> Create()
    {
        CurriculumConfig initial = new();
        return CreateCommon()
            .Add(
                "--ordering", $"Order in which images become visible: {string.Join(", ", CurriculumConfig.OrderingNames)}",
                initial.Ordering, (r, v) => r with { Ordering = v })
            .Add(
                "--score", "Scoring function ('score --list') or score file (.csv, .parquet)", initial.Score,
                (r, v) => r with { Score = v })
            .Add(
                "--pacing", "Pacing function: how many images are visible at each step ('pacing list')", initial.Pacing,
                (r, v) => r with { Pacing = v });
    }

    /// <summary>Refuses what was given and would change nothing.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="asked">What it comes to: a run's configuration, or each arm's.</param>
    /// <exception cref="InputException">An option has no effect on any of them.</exception>
    public static void RequireEffect(ParseResult parsed, params IReadOnlyList<CurriculumConfig> asked)
    {
        bool paced = asked.Any(config => config.ParseOrdering() != Ordering.Standard);
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
        if (parsed.Gives("--teacher") && !asked.Any(config => config.AsksTeacher))
            throw IdleTeacher();
    }

    /// <summary>An error: a teacher that nobody asks.</summary>
    public static InputException IdleTeacher() =>
        new("--teacher was given, and no score asks a teacher: give the score teacher-loss, or leave out --teacher.");

    /// <summary>Those that all arms of a comparison share.</summary>
    public static ConfigOptions<CurriculumConfig> CreateCommon()
    {
        CurriculumConfig initial = new();
        return new ConfigOptions<CurriculumConfig>()
            .Add(
                "--teacher", "Run's folder or checkpoint for the score teacher-loss", initial.Teacher,
                (r, v) => r with { Teacher = v })
            .Add(
                "--balance", $"Classes in the visible images: {string.Join(", ", CurriculumConfig.BalanceNames)}",
                initial.Balance, (r, v) => r with { Balance = v });
    }
}
