using System.CommandLine;
using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Comparison;

namespace IlgpuCnn.Cli.Commands;

/// <summary>The options that say how a comparison is run, and where its results go.</summary>
internal sealed class ComparisonOptions
{
    private const int DefaultSeeds = 5;

    private readonly Option<int?> seeds = new("--seeds")
    {
        Description = $"Runs an arm, with seeds from --seed on. Default: {DefaultSeeds}",
    };

    private readonly Option<double> budget = new("--budget")
    {
        Description = "Share of the steps that is trained, in (0, 1]",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> jobs = new("--jobs")
    {
        Description = "Runs at once, on one device; a CPU's threads are shared out among them",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string?> learningRatesOf = new("--lr-of")
    {
        Description = "Arm whose learning rates all others replay, step by step, such as standard",
    };

    private readonly Option<string> output;
    private readonly DeviceOptions devices = new();

    /// <param name="defaultOutput">Where results go unless the option says otherwise.</param>
    public ComparisonOptions(string defaultOutput) => output = new Option<string>("--output")
    {
        Description = "Folder of the comparison; what is finished in it is not run again",
        DefaultValueFactory = _ => defaultOutput,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(seeds);
        command.Options.Add(budget);
        command.Options.Add(jobs);
        command.Options.Add(learningRatesOf);
        command.Options.Add(output);
        devices.AddTo(command);
    }

    /// <summary>Runs an arm.</summary>
    public int Seeds(ParseResult parsed, int? initial = null) => parsed.GetValue(seeds) ?? initial ?? DefaultSeeds;

    /// <summary>Runs a plan with the options in it, prints its tables and writes its report.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="plan">What is compared.</param>
    /// <param name="more">Further parts of the report.</param>
    /// <exception cref="InputException">Something asked for can't be had; what is finished stays.</exception>
    public void Run(
        ParseResult parsed, ComparisonPlan plan,
        Func<ComparisonAnalysis, IReadOnlyList<ReportBlock>>? more = null)
    {
        plan = plan with
        {
            Budget = parsed.GetValue(budget),
            Jobs = parsed.GetValue(jobs),
            LearningRatesOf = parsed.GetValue(learningRatesOf),
        };
        new ComparisonSession(plan, parsed.GetValue(output)!).Run(parsed, together => devices.Open(parsed, together), more);
    }
}
