using System.CommandLine;
using IlgpuCnn.Cli.Reports.Comparison;
using IlgpuCnn.Network.Comparison;
using IlgpuCnn.Network.Comparison.Published;
using IlgpuCnn.Network.Comparison.Reproductions;

namespace IlgpuCnn.Cli.Commands;

/// <summary><c>reproduce</c>: published experiments, run again.</summary>
internal static class ReproduceCommand
{
    public static Command Create() =>
        new("reproduce", "Run published experiments again and set ours beside them.") { SmallMammals(), Seed() };

    private static Command SmallMammals()
    {
        Command command = new(
            "small-mammals",
            "Hacohen and Weinshall 2019, case 1: standard, random, curriculum and anti on five classes of CIFAR-100.");
        Option<string?> dataDir = DataDir();
        Option<int?> teacherSeeds = new("--teacher-seeds")
        {
            Description = "Runs of the arms that need the teacher, curriculum and anti; default: as --seeds",
        };
        Option<long> steps = new("--steps")
        {
            Description = "Training steps; the published curves have 3,500",
            DefaultValueFactory = _ => 3500,
        };
        ComparisonOptions comparison = new("runs/small-mammals");
        command.Options.Add(dataDir);
        command.Options.Add(teacherSeeds);
        command.Options.Add(steps);
        comparison.AddTo(command);
        command.SetAction(parsed =>
        {
            int seeds = comparison.Seeds(parsed);
            ComparisonPlan plan = SmallMammalsPlan.Create(
                Invocation.CommandLine(parsed), parsed.GetValue(dataDir), seeds, parsed.GetValue(teacherSeeds) ?? seeds,
                parsed.GetValue(steps));
            comparison.Run(parsed, plan, analysis => PublishedSection.Of(analysis, PublishedStudy.SmallMammals));
        });
        return command;
    }

    private static Command Seed()
    {
        Command command = new(
            "seed",
            "The network 'seed' on CIFAR-100: standard against curricula by edges, brightness variance and "
            + "cross-validated loss.");
        Option<string?> dataDir = DataDir();
        Option<int> recipe = new("--recipe")
        {
            Description = "1: 3 epochs, crop and flip; 2: 10 epochs, also rotation and jitter; 3: wide, 10 epochs",
            DefaultValueFactory = _ => 1,
        };
        ComparisonOptions comparison = new("runs/seed");
        command.Options.Add(dataDir);
        command.Options.Add(recipe);
        comparison.AddTo(command);
        command.SetAction(parsed =>
        {
            ComparisonPlan plan = SeedPlan.Create(
                Invocation.CommandLine(parsed), parsed.GetValue(dataDir), parsed.GetValue(recipe),
                comparison.Seeds(parsed));
            comparison.Run(parsed, plan);
        });
        return command;
    }

    private static Option<string?> DataDir() => new("--data-dir")
    {
        Description = "Archive (.tar.gz) or folder of CIFAR-100; else the cache of 'data download'",
    };
}
