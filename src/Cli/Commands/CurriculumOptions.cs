using IlgpuCnn.Network;

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
