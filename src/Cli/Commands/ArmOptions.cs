using System.CommandLine;
using System.CommandLine.Parsing;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Shapes;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Scores;

namespace IlgpuCnn.Cli.Commands;

/// <summary>The options that say what is compared with standard.</summary>
internal sealed class ArmOptions
{
    private static readonly CurriculumConfig Initial = new();

    private readonly Option<string[]> orderings = new("--ordering")
    {
        Description = "Orderings beside standard: curriculum, anti, random; may be given several times. "
            + "Default: curriculum",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> scores = new("--score")
    {
        Description = "Scoring functions ('list scores') or score files; may be given several times. Default: edges "
            + "and, on shapes, truth",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> pacings = new("--pacing")
    {
        Description = $"Pacing functions ('list pacings'); may be given several times. Default: {Initial.Pacing}",
        AllowMultipleArgumentsPerToken = true,
    };

    public void AddTo(Command command)
    {
        foreach (Option<string[]> option in (Option<string[]>[])[orderings, scores, pacings])
            option.Validators.Add(RequireNoOption);
        command.Options.Add(orderings);
        command.Options.Add(scores);
        command.Options.Add(pacings);
    }

    /// <summary>Whether any of the options was given.</summary>
    public bool AnyGiven(ParseResult parsed) =>
        Given(parsed, orderings) is not null || Given(parsed, scores) is not null || Given(parsed, pacings) is not null;

    /// <summary>The arms, standard first.</summary>
    public IReadOnlyList<Arm> Read(ParseResult parsed, CurriculumConfig common, DataConfig data)
    {
        string[] usual = data.Source.Value is ShapesDataset ? ["edges", "truth"] : ["edges"];
        return Arm.Product(
            common,
            [.. (Given(parsed, orderings) ?? ["curriculum"]).Select(name => CurriculumConfig.Orderings.Parse(name).Value)],
            [.. (Given(parsed, scores) ?? usual).Select(ScoringFunction.Parse)],
            Given(parsed, pacings) is { } asked ? [.. asked.Select(PacingFunction.Catalog.Parse)] : [Initial.Pacing]);
    }

    // An option that there is none of would be taken for one more value.
    private static void RequireNoOption(OptionResult result)
    {
        foreach (Token token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
            result.AddError($"There is no option {token.Value}: --help lists all.");
    }

    private static string[]? Given(ParseResult parsed, Option<string[]> option) =>
        parsed.GetValue(option) is { Length: > 0 } values ? values : null;
}
