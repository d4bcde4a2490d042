using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Runs;

/// <summary>All that a training run allocates on its device, known before it does; not what a score needs.</summary>
/// <param name="Network">The network's arena.</param>
/// <param name="DataSetBytes">Images as bytes, their labels and their order.</param>
/// <param name="WorkspaceBytes">Where engines keep what is between two launches of one pass.</param>
/// <param name="HistoryBytes">Where results gather until the host reads them.</param>
public sealed record RunMemory(NetworkMemory Network, long DataSetBytes, long WorkspaceBytes, long HistoryBytes)
{
    /// <summary>The images of all splits, for advice on what would fit.</summary>
    public ImageCounts Images { get; init; }

    /// <summary>All of it.</summary>
    public long TotalBytes => Network.Layout.Bytes + DataSetBytes + WorkspaceBytes + HistoryBytes;

    /// <summary>The memory of the run that a recipe asks for; allocates none of it.</summary>
    /// <exception cref="InputException">The images or the batch don't suit the model.</exception>
    public static RunMemory Of(ComputeDevice device, TrainingRecipe recipe, ImageData data)
    {
        recipe.Augmentation.Value.RequireFits(data.Train.Height, data.Train.Width, data.Train.Channels);
        NetworkArchitecture architecture = PreparedNetwork.ArchitectureOf(device, data.Train, recipe);
        NetworkUse use = PreparedNetwork.UseOf(data.Train, recipe, TrainingRun.EvaluationBatch);
        long dataSet = DeviceImages.BytesOf(data.Train) + DeviceImages.BytesOf(data.Test)
            + (data.Validation is null ? 0 : DeviceImages.BytesOf(data.Validation));
        return new RunMemory(
            architecture.MemoryFor(device, use), dataSet,
            device.Matrix.WorkspaceBytes(architecture.MatrixWork(device, use)),
            Trainer.OwnBytesOn(device) + Evaluator.OwnBytesOn(device))
        {
            Images = new ImageCounts(
                data.Train.Count, (data.Validation?.Count ?? 0) + data.Test.Count, data.Train.ClassNames.Length,
                ImageShape.Of(data.Train), data.Train.Files is not null),
        };
    }

    /// <summary>Refuses what a device can't hold.</summary>
    /// <param name="device">What it is called.</param>
    /// <param name="deviceBytes">What it holds.</param>
    /// <exception cref="InputException">It can't hold this.</exception>
    public void RequireFits(string device, long deviceBytes)
    {
        if (TotalBytes <= deviceBytes)
            return;
        if (deviceBytes - (TotalBytes - DataSetBytes) is var free and > 0 && Images.Train > 0)
        {
            throw new InputException(FormattableString.Invariant(
                $"The images take {DataSetBytes:N0} bytes of device memory ({Images.All:N0} of {Images.Shape}), and {device} has ")
                + FormattableString.Invariant($"{free:N0} for them beside the network: ")
                + Images.Advice((double)free / DataSetBytes));
        }

        throw new InputException(FormattableString.Invariant(
            $"The run takes {TotalBytes:N0} bytes of device memory, and {device} has {deviceBytes:N0}: choose ")
            + $"a smaller number for {new Setting("batch-size")}, fewer images or another one for "
            + $"{new Setting("device")}.");
    }
}
