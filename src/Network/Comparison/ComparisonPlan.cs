using System.Globalization;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Comparison;

/// <summary>What is compared with what.</summary>
/// <param name="Command">The command line that asks for it.</param>
/// <param name="Common">What all runs have in common; its seed is the first.</param>
/// <param name="Arms">The arms; the first is standard.</param>
/// <param name="Seeds">Runs an arm.</param>
public sealed record ComparisonPlan(
    string Command, RunConfig Common, IReadOnlyList<Arm> Arms, int Seeds)
{
    /// <summary>The arm whose learning rates all others replay, step by step; null where each has its own.</summary>
    public string? LearningRatesOf { get; init; }

    /// <summary>Share of the steps that is trained; 1 for all.</summary>
    public double Budget { get; init; } = 1;

    /// <summary>Runs at once.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>What is compared, in words.</summary>
    /// <param name="data">The data that the plan names.</param>
    /// <param name="complete">The common configuration, complete.</param>
    public static string Title(ImageData data, RunConfig complete)
    {
        string noise = complete.Data.LabelNoise > 0 ? $", {complete.Data.LabelNoise:P0} of the labels wrong" : "";
        string tail = complete.Data.Imbalance > 1 ? $", imbalance {complete.Data.Imbalance:0.#}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{complete.Training.Model} on {data.Name} ({data.Train.Count:N0} training images of {data.Train.ClassNames.Length} "
            + $"classes{noise}{tail}): {Plural.Of(complete.Training.Steps!.Value, "step")} of {Math.Min(complete.Training.BatchSize, data.Train.Count)} "
            + $"images, {complete.Training.Optimizer}");
    }

    /// <summary>Every run: seed by seed, the arms in turn.</summary>
    public IEnumerable<(Arm Arm, ulong Seed)> Runs =>
        from i in Enumerable.Range(0, Arms.Max(arm => arm.Seeds ?? Seeds))
        from arm in Arms
        where i < (arm.Seeds ?? Seeds)
        select (arm, Common.Training.Seed + (ulong)i);

    /// <summary>Checks what no other type checks.</summary>
    /// <exception cref="InputException">Something does not hold; the message names it.</exception>
    public void Check()
    {
        Common.Check();
        if (Seeds < 1)
            throw new InputException($"The number of seeds is {Seeds}; it must be at least 1.");
        int most = Arms.Max(arm => arm.Seeds ?? Seeds);
        if (Common.Training.Seed > ulong.MaxValue - (ulong)Math.Max(0, most - 1))
        {
            throw new InputException(
                $"The seed is {Common.Training.Seed}, and {most} seeds from there on would pass the largest one, {ulong.MaxValue}: "
                + $"give a smaller one in {new Setting("seed")}.");
        }

        if (Arms.FirstOrDefault(arm => arm.Seeds < 1) is { } none)
            throw new InputException($"The number of seeds of '{none.Name}' is {none.Seeds}; it must be at least 1.");
        if (Jobs < 1)
            throw new InputException($"The number of jobs is {Jobs}; it must be at least 1.");
        if (Budget is not (> 0 and <= 1))
            throw new InputException(FormattableString.Invariant($"The budget is {Budget}; it must be in (0, 1]."));
        foreach (IGrouping<string, Arm> same in Arms.GroupBy(arm => arm.FolderName))
        {
            if (same.Count() > 1)
                throw new InputException($"Two arms would share the folder '{same.Key}': name different ones.");
        }

        foreach (Arm arm in Arms)
        {
            arm.Configure(Common, Common.Training.Seed).Training.LearningRate.Check();
            arm.Curriculum.Check();
            if (arm.Curriculum.Score?.Value is FileScore { Path: { } score } && !File.Exists(score))
                throw new InputException($"There is no score file '{score}': 'ilgpucnn score' makes one.");
        }

        if (Common.ReplayLearningRate is not null)
        {
            throw new InputException(
                $"To replay learning rates by {new Setting("lr-replay")} is for one run: in a comparison "
                + $"{new Setting("lr-of")} names the arm whose learning rates all replay.");
        }

        if (LearningRatesOf is { } source && Arms.All(arm => arm.Name != source))
        {
            throw new InputException(
                $"There is no arm '{source}' whose learning rates could be replayed; the arms are: "
                + $"{string.Join(", ", Arms.Select(arm => arm.Name))}.");
        }

        if (Common.Data.Validation == 0 && !Common.TraceTest)
        {
            throw new InputException(
                $"A comparison without a validation split has no curve to choose by: give {new Setting("validation")} a share "
                + "such as 0.1.");
        }
    }

    /// <summary>
    /// The common configuration, complete: whole batches, so that equal steps are equal examples; the steps, cut by the
    /// budget; twenty evaluations where none were asked for; and the training images' at the end.
    /// </summary>
    /// <param name="images">Training images.</param>
    public RunConfig Complete(int images)
    {
        TrainingRecipe whole = Common.Training with { FullBatches = true };
        long steps = Math.Max(1, (long)Math.Round(whole.LengthOver(images).Steps * Budget));
        return Common with
        {
            Training = whole with { Steps = steps },
            EvaluateTrain = true,
            EvaluateEvery = Common.EvaluateEvery ?? Math.Max(1, steps / 20),
        };
    }
}
