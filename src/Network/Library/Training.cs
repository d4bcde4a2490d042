using System.Diagnostics;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;

namespace IlgpuCnn.Network.Library;

/// <summary>Training from a program; it writes no files.</summary>
public static class Training
{
    /// <summary>
    /// Trains a network from the weights that it has, with the optimizer's memory empty, and evaluates it. Waits for the
    /// device. The same seed gives the same bits.
    /// </summary>
    /// <param name="network">What is trained.</param>
    /// <param name="data">What it is trained on and evaluated by.</param>
    /// <param name="optimizer">What updates the parameters, and the base learning rate.</param>
    /// <param name="epochs">Passes over the training images.</param>
    /// <param name="curriculum">
    /// In which order images become visible, and how soon, as <see cref="Curriculum"/> makes it; null for all at once.
    /// </param>
    /// <param name="options">Batch size, schedule and more; null for the usual ones.</param>
    /// <exception cref="InputException">
    /// The images are of another size or other classes than the network's, a number is out of its range, the score can't
    /// be made, or the loss is no longer a number.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The network was disposed of.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TrainingResult Fit(
        Network network, ImageData data, Optimizer optimizer, int epochs = 6, CurriculumConfig? curriculum = null,
        TrainingOptions? options = null)
    {
        foreach (ImageSet? part in (ImageSet?[])[data.Train, data.Validation, data.Test])
        {
            if (part is not null)
                network.Require(part);
        }

        options ??= new TrainingOptions();
        curriculum ??= new CurriculumConfig();
        TrainingRecipe recipe = options.Recipe(optimizer, epochs);
        recipe.Check();
        RunCurriculum order = new(curriculum, recipe, data.Train, ScoreSource.Find(curriculum, () => new ScoringContext(
            network.Device, data.Train, recipe with { Model = new DescribedModel(network.Architecture) }, _ => { },
            options.Cancellation)));
        network.Rebuild(PreparedNetwork.UseOf(data.Train, recipe, Network.EvaluationBatch));

        using DeviceImages images = network.Upload(data.Train);
        images.SetOrder(order.Order);
        using Trainer trainer = new(network.Sequential, images, recipe, order.Visible);
        using Evaluator evaluator = new(network.Sequential, Network.EvaluationBatch);
        List<StepMetrics> steps = [];
        long start = Stopwatch.GetTimestamp();
        try
        {
            trainer.RunToEnd(options.Cancellation, step => order.BeforeStep(step, evaluator, images), metrics =>
            {
                steps.Add(metrics);
                options.Progress?.Invoke(metrics);
            });
        }
        catch (NotFiniteNumberException e)
        {
            throw new InputException($"{e.Message}: the training has stopped. Try a lower learning rate.", e);
        }
        finally
        {
            network.Count(trainer.StepsDone);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Evaluation? validation = data.Validation is null ? null : network.Evaluate(data.Validation);
        return new TrainingResult(steps, validation, network.Evaluate(data.Test), seconds);
    }
}
