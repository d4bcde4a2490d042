using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Scores;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Scores;

namespace IlgpuCnn.Network.Comparison;

/// <summary>
/// Runs a comparison in its folder: every arm with every seed. Arms of one seed start with the same weights and take
/// the same number of steps on the same number of examples. What is finished in the folder is not run again. No
/// other process can use the folder until this object is disposed of.
/// </summary>
public sealed class ComparisonRunner : IDisposable
{
    private readonly ComparisonPlan plan;
    private readonly ImageData data;
    private readonly ComparisonFolder folder;
    private readonly RunConfig common;
    private readonly IComparisonObserver observer;
    private readonly Func<int, ComputeDevice> openDevice;
    private readonly Dictionary<Arm, ScoreTable?> scores = [];
    private int done;

    /// <summary>Prepares the comparison; nothing is run yet.</summary>
    /// <param name="plan">What is compared.</param>
    /// <param name="data">The data that the plan names.</param>
    /// <param name="path">The folder.</param>
    /// <param name="openDevice">Opens the device, as one of so many that compute at once.</param>
    /// <param name="observer">Receives how it goes.</param>
    /// <exception cref="InputException">The plan does not hold together, or the folder holds something else.</exception>
    public ComparisonRunner(
        ComparisonPlan plan, ImageData data, string path, Func<int, ComputeDevice> openDevice,
        IComparisonObserver observer)
    {
        plan.Check();
        this.plan = plan;
        this.data = data;
        this.openDevice = openDevice;
        this.observer = observer;
        common = plan.Complete(data.Train.Count);
        folder = ComparisonFolder.Open(path, data, common);
    }

    /// <summary>What is compared, in words.</summary>
    public string Title => ComparisonPlan.Title(data, common);

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    /// <summary>Runs what is missing, and reads everything back.</summary>
    /// <exception cref="InputException">A run can't go on; the finished ones stay.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the finished runs stay.</exception>
    public ComparisonResults Run(CancellationToken cancellation)
    {
        MakeScores(cancellation);
        List<string> warnings = Warnings();
        foreach (string warning in warnings)
            observer.OnMessage($"Warning: {warning}");
        CheckFinished();
        foreach (IReadOnlyList<(Arm Arm, ulong Seed)> phase in Phases())
            RunAll(phase, cancellation);
        return ComparisonReader.Read(plan, Title, common, folder, scores, warnings);
    }

    private void MakeScores(CancellationToken cancellation)
    {
        using LazyDevice device = new(() => openDevice(1));
        foreach (Arm arm in plan.Arms)
        {
            scores[arm] = folder.Scores(arm.Curriculum, data.Train, () =>
            {
                observer.OnMessage($"Scoring {data.Train.Count:N0} images by {arm.Curriculum.Score}.");
                return new ScoringContext(
                    device.Value, data.Train, ScoringContext.RecipeFor(common.Training), observer.OnMessage,
                    cancellation);
            });
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private List<string> Warnings()
    {
        List<(string Arm, string Warning)> ofArms = [];
        Dictionary<string, (RunConfig Config, ZeroRateSteps Steps)> rates = [];
        foreach (Arm arm in plan.Arms)
        {
            RunConfig config = arm.Configure(common, common.Training.Seed);
            RunCurriculum curriculum = new(config.Curriculum, config.Training, data.Train, scores[arm]);
            ofArms.AddRange(curriculum.Warnings().Select(warning => (arm.Name, warning)));
            rates[arm.Name] = (config, ZeroRateSteps.Of(config, curriculum));
        }

        List<string> warnings =
        [
            .. ofArms.GroupBy(each => each.Warning)
                .Select(same => $"{string.Join(", ", same.Select(each => each.Arm))}: {same.Key}"),
        ];
        if (ZeroRateSteps.Warning(plan.Arms.Select(arm => Rates(arm.Name))) is { } learningRates)
            warnings.Insert(0, learningRates);
        foreach (ScoreTable table in scores.Values.OfType<ScoreTable>().DistinctBy(table => table.Origin.Score))
            warnings.AddRange(ScoreSource.Warnings(table));
        return warnings;

        (string, RunConfig, ZeroRateSteps) Rates(string arm)
        {
            (RunConfig config, ZeroRateSteps steps) = rates[plan.LearningRatesOf ?? arm];
            return (arm, config, steps);
        }
    }

    // All runs of the arm whose learning rates the others replay come first.
    private IEnumerable<IReadOnlyList<(Arm Arm, ulong Seed)>> Phases()
    {
        if (plan.LearningRatesOf is null)
            return [[.. plan.Runs]];
        ILookup<bool, (Arm Arm, ulong Seed)> source = plan.Runs.ToLookup(run => run.Arm.Name == plan.LearningRatesOf);
        return [[.. source[true]], [.. source[false]]];
    }

    // Before the work: what is wrong with a run that is there already must not come out hours later.
    private void CheckFinished()
    {
        foreach ((Arm arm, ulong seed) in plan.Runs)
        {
            if (folder.IsFinished(arm, Configure(arm, seed)))
                ComparisonReader.ReadRun(folder.Run(arm, seed), seed, common);
        }
    }

    private RunConfig Configure(Arm arm, ulong seed) => arm.Configure(common, seed) with
    {
        ReplayLearningRate = ReplayFor(arm, seed),
    };

    private void RunAll(IReadOnlyList<(Arm Arm, ulong Seed)> runs, CancellationToken cancellation)
    {
        ConcurrentQueue<(Arm Arm, ulong Seed)> waiting = new(runs);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ConcurrentQueue<Exception> failures = [];
        Thread[] workers = [.. Enumerable.Range(0, Math.Min(plan.Jobs, runs.Count)).Select(_ => new Thread(() =>
        {
            try
            {
                Work(waiting, stop.Token);
            }
            catch (Exception e)
            {
                // Whatever it is: what leaves a thread ends the process.
                failures.Enqueue(e);
                stop.Cancel();
            }
        }))];
        foreach (Thread worker in workers)
            worker.Start();
        foreach (Thread worker in workers)
            worker.Join();
        if (failures.FirstOrDefault(e => e is not OperationCanceledException) is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        cancellation.ThrowIfCancellationRequested();
    }

    private void Work(ConcurrentQueue<(Arm Arm, ulong Seed)> waiting, CancellationToken cancellation)
    {
        using LazyDevice device = new(() => openDevice(plan.Jobs));
        while (waiting.TryDequeue(out (Arm Arm, ulong Seed) run))
        {
            cancellation.ThrowIfCancellationRequested();
            RunConfig config = Configure(run.Arm, run.Seed);
            RunFolder place = folder.Run(run.Arm, run.Seed);
            if (!folder.IsFinished(run.Arm, config))
                Train(device.Value, run.Arm, config, place, cancellation);
            observer.OnFinished(
                run.Arm, run.Seed, RunOutcome.Load(place.Outcome), Interlocked.Increment(ref done),
                plan.Runs.Count());
        }
    }

    private void Train(
        ComputeDevice device, Arm arm, RunConfig config, RunFolder place, CancellationToken cancellation)
    {
        try
        {
            using TrainingRun training = new(device, config, data, scores[arm], place.Clear);
            training.Run(observer.OnRun(arm, config.Training.Seed) ?? QuietRunObserver.Instance, cancellation);
        }
        catch (InputException e)
        {
            throw new InputException($"{arm.Name}, seed {config.Training.Seed}: {e.Message}", e);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private string? ReplayFor(Arm arm, ulong seed)
    {
        if (plan.LearningRatesOf is not { } name || name == arm.Name)
            return null;
        return folder.Run(plan.Arms.First(source => source.Name == name), seed).Path;
    }
}
