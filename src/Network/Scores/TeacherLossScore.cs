using System.Text.Json;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Checkpoints;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Scores;

/// <summary>
/// Cross-entropy of each image under a trained checkpoint, in evaluation mode. The checkpoint's own training data are
/// loaded again, to see which of the images it was trained on and with which labels.
/// </summary>
[ScoringFunction("teacher-loss", "loss under a trained checkpoint; needs --teacher RUN-OR-FILE")]
public sealed class TeacherLossScore : ScoringFunction
{
    private const int BatchSize = 256;

    /// <inheritdoc/>
    public override ScoreResult Score(ScoringContext context)
    {
        string path = context.Teacher ?? throw new InputException(
            "The score 'teacher-loss' needs a teacher: give --teacher a run's folder or a checkpoint.");
        Checkpoint teacher = Checkpoint.Load(path);
        teacher.RequireSameTask(context.Images);
        (int seen, int otherLabels) = Overlap(teacher.Info, context.Images);
        using Sequential network = teacher.Build(context.Device, NetworkUse.Evaluation(BatchSize));
        using DeviceImages images = new(context.Device, context.Images, teacher.Info.Mean, teacher.Info.Deviation);
        using Evaluator evaluator = new(network, BatchSize);
        double[] losses = new double[context.Images.Count];
        evaluator.Losses(images, 0, losses.Length, losses);
        string method = $"cross-entropy under {teacher.Info.Model} after {teacher.Info.Step} steps, which was trained on "
            + $"{seen} of the {losses.Length} images";
        return new ScoreResult(losses, method) { InSample = seen > 0, SawOtherLabels = otherLabels > 0 };
    }

    // How many of the images the teacher was trained on, and how many of those with another label. By bytes: data sets
    // hold some images twice, under two labels at times, so a label is another one where none of the twins has it.
    private static (int Seen, int OtherLabels) Overlap(CheckpointInfo info, ImageSet images)
    {
        DatasetOptions options = JsonSerializer.Deserialize<DatasetOptions>(info.Data)!;
        ImageSet trained = DatasetLoader.Load(options).Train;
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
