using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// Cross-entropy of each image under a trained checkpoint, in evaluation mode. The checkpoint's own training data are
/// loaded again, to see which of the images it was trained on and with which labels.
/// </summary>
/// <param name="Checkpoint">Run's folder or checkpoint of the teacher.</param>
[Component("teacher-loss(checkpoint=PATH)", "loss under a trained network: a run's folder or its checkpoint")]
public sealed record TeacherLossScore(string Checkpoint) : ScoringFunction
{
    private const int BatchSize = 256;

    /// <summary>The score with the arguments of its form.</summary>
    public TeacherLossScore(ComponentArguments a)
        : this(a.Text("checkpoint"))
    {
    }

    /// <inheritdoc/>
    public override string SourceFile => Checkpoints.Checkpoint.FileOf(Checkpoint);

    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context)
    {
        Checkpoints.Checkpoint teacher = Checkpoints.Checkpoint.Load(Checkpoint);
        teacher.RequireSameTask(context.Images);
        using Sequential network = teacher.Build(context.Device, NetworkUse.Evaluation(BatchSize));
        using DeviceImages images = new(context.Device, context.Images, teacher.Info.Mean, teacher.Info.Deviation);
        using Evaluator evaluator = new(network, BatchSize);
        double[] losses = new double[context.Images.Count];
        evaluator.Losses(images, 0, losses.Length, losses);
        string method = $"cross-entropy under {teacher.Info.Model} after {teacher.Info.Step} steps, which was trained on ";
        if (teacher.Info.Data is not { } data)
        {
            return new ScoreResult(losses, method + "images that it does not name")
            {
                InSample = null,
                SawOtherLabels = null,
            };
        }

        (int seen, int otherLabels) = Overlap(DataConfig.FromJson(data), context.Images);
        return new ScoreResult(losses, $"{method}{seen} of the {losses.Length} images")
        {
            InSample = seen > 0,
            SawOtherLabels = otherLabels > 0,
        };
    }

    // How many of the images the teacher was trained on, and how many of those with another label. By bytes: data sets
    // hold some images twice, under two labels at times, so a label is another one where none of the twins has it.
    private static (int Seen, int OtherLabels) Overlap(DataConfig data, ImageSet images)
    {
        ImageSet trained = data.Load().Train;
        ulong[] trainedHashes = ImageSetHash.OfEachImage(trained);
        ILookup<ulong, int> labels = Enumerable.Range(0, trained.Count)
            .ToLookup(i => trainedHashes[i], i => trained.Labels[i]);
        ulong[] hashes = ImageSetHash.OfEachImage(images);
        int seen = 0;
        int other = 0;
        for (int i = 0; i < hashes.Length; i++)
        {
            if (!labels.Contains(hashes[i]))
                continue;
            seen++;
            other += labels[hashes[i]].Contains(images.Labels[i]) ? 0 : 1;
        }

        return (seen, other);
    }
}
