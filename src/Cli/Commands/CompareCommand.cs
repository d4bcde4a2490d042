using System.CommandLine;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>compare</c>: curricula against training on shuffled data, over several seeds.</summary>
internal static class CompareCommand
{
    private static readonly RunConfig Start = new()
    {
        Data = new DataConfig { Validation = 0.1 },
        Training = new TrainingRecipe { FullBatches = true },
        EvaluateTrain = true,
    };

    // With three arms and three seeds, what two cores finish in under five minutes.
    private static readonly RunConfig Quick = Start with
    {
        Training = Start.Training with { Epochs = 3 },
        EvaluateEvery = 42,
    };

    private const int QuickSeeds = 3;

    public static Command Create()
    {
        Command command = new(
            "compare",
            "Compare curricula with training on shuffled data; with no options, 'seed' on the generated data set "
            + $"'shapes', curriculum by edges and by the known difficulty, {Quick.Training.Epochs} epochs evaluated every "
            + $"{Quick.EvaluateEvery} steps, {QuickSeeds} seeds.");
        ConfigOptions<DataConfig> data = DataOptions.Create(Start.Data);
        ConfigOptions<TrainingRecipe> training = TrainingOptions.Create(Start.Training);
        ConfigOptions<RunConfig> run = RunOptions.Create(Start, "a twentieth of the run");
        ConfigOptions<CurriculumConfig> curriculum = CurriculumOptions.CreateCommon();
        ArmOptions arms = new();
        ComparisonOptions comparison = new("runs/compare");
        Option<string?> config = new("--config")
        {
            Description = "config.json of a run, or its folder: what all runs have in common; other options change it",
        };
        data.AddTo(command);
        training.AddTo(command);
        run.AddTo(command);
        arms.AddTo(command);
        curriculum.AddTo(command);
        comparison.AddTo(command);
        command.Options.Add(config);
        command.SetAction(parsed =>
        {
            string? path = parsed.GetValue(config);
            bool quick = path is null && !data.AnyGiven(parsed) && !training.AnyGiven(parsed)
                && !run.AnyGiven(parsed) && !arms.AnyGiven(parsed) && !curriculum.AnyGiven(parsed);
            RunConfig start = path is not null ? RunConfig.Load(path) : quick ? Quick : Start;
            RunConfig common = run.Apply(parsed, start) with
            {
                Data = data.Apply(parsed, start.Data),
                Training = training.Apply(parsed, start.Training),
                Curriculum = new CurriculumConfig(),
            };
            RequireWhole(parsed, common);
            CurriculumConfig shared = curriculum.Apply(parsed, new CurriculumConfig());
            ComparisonPlan plan = new(
                Invocation.CommandLine(parsed), common, arms.Read(parsed, shared, common.Data),
                comparison.Seeds(parsed, quick ? QuickSeeds : null));
            plan.Check();
            CurriculumOptions.RequireEffect(parsed, [.. plan.Arms.Select(arm => arm.Curriculum)]);
            comparison.Run(parsed, plan);
        });
        return command;
    }

    // Equal steps are to be equal examples, and the report tells of the training images.
    private static void RequireWhole(ParseResult parsed, RunConfig asked)
    {
        if (parsed.Gives("--full-batches") && !asked.Training.FullBatches)
            throw new InputException("A comparison takes whole batches only: leave out --full-batches.");
        if (parsed.Gives("--evaluate-train") && !asked.EvaluateTrain)
            throw new InputException("A comparison evaluates the training images always: leave out --evaluate-train.");
    }
}
