using System.Globalization;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Cli.Reports.Runs;

/// <summary>Shows what a training run would allocate on its device, as plain text.</summary>
internal static class MemoryReport
{
    private static readonly string[] Blank = ["", ""];

    /// <summary>All tables, line by line.</summary>
    public static IEnumerable<string> Lines(
        ComputeDevice device, TrainingRecipe recipe, ImageData data, RunMemory memory)
    {
        NetworkPlan network = memory.Network;
        yield return $"device      {device}";
        yield return $"data        {data.Name}: {Number(data.Train.Count)} training, "
            + $"{Number(data.Validation?.Count ?? 0)} validation, {Number(data.Test.Count)} test images";
        yield return $"network     {recipe.Model}, {recipe.Optimizer}; "
            + string.Join(", ", network.Passes.Select(pass => $"{pass.Name} by batches of {Number(pass.MaxBatch)}"));
        yield return "";
        foreach (string line in Table(["device memory", "bytes"], 1, Summary(memory)))
            yield return line;
        foreach (PassPlan pass in network.Passes)
        {
            yield return "";
            string[] head = [pass.Name, "output", "bytes", "from", "to"];
            string[] ofGradient = pass.OutputGradients.Count > 0 ? ["gradient's from", "to"] : [];
            foreach (string line in Table([.. head, .. ofGradient], 2, Layers(network, pass)))
                yield return line;
        }

        yield return "";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"That is {(double)memory.TotalBytes / device.MemoryBytes:P1} of the {device.MemoryBytes:N0} bytes that the "
            + $"device has.");
    }

    private static IEnumerable<string[]> Summary(RunMemory memory)
    {
        NetworkPlan network = memory.Network;
        long kept = Row(TensorUse.Weights) + Row(TensorUse.Gradients) + Row(TensorUse.OptimizerState);
        yield return ["weights", Number(Row(TensorUse.Weights))];
        yield return ["gradients", Number(Row(TensorUse.Gradients))];
        yield return ["optimizer state", Number(Row(TensorUse.OptimizerState))];
        yield return ["activations", Number(Row(TensorUse.Activations))];
        yield return ["gradients of activations", Number(Row(TensorUse.ActivationGradients))];
        yield return ["batches", Number(Row(TensorUse.Batch))];
        yield return ["losses", Number(Row(TensorUse.Loss))];
        yield return ["these without reuse", Number(network.Layout.Tensors.Sum(tensor => tensor.Bytes))];
        yield return ["these with reuse, one arena", Number(network.Layout.Bytes)];
        yield return ["  of which reused from operation to operation", Number(network.Layout.Bytes - kept)];
        yield return ["  least that any layout takes", Number(network.Layout.LeastBytes)];
        yield return ["data set", Number(memory.DataSetBytes)];
        yield return ["workspace", Number(memory.WorkspaceBytes)];
        yield return ["history of results", Number(memory.HistoryBytes)];
        yield return ["total", Number(memory.TotalBytes)];

        long Row(TensorUse use) => network.BytesOf(use);
    }

    private static IEnumerable<string[]> Layers(NetworkPlan network, PassPlan pass)
    {
        bool hasGradients = pass.OutputGradients.Count > 0;
        yield return ["images", "", Number(pass.Images.Bytes), .. Life(network, pass.Images), .. hasGradients ? Blank : []];
        for (int i = 0; i < pass.Outputs.Count; i++)
        {
            string[] gradient = hasGradients ? Life(network, pass.OutputGradients[i]) : [];
            if (pass.Outputs[i] is { } output)
                yield return [output.Name, $"{pass.Shapes[i]}", Number(output.Bytes), .. Life(network, output), .. gradient];
        }

        foreach (Tensor tensor in pass.Kept.Concat(pass.Scratch).OfType<Tensor>())
            yield return [tensor.Name, "", Number(tensor.Bytes), .. Life(network, tensor), .. Blank];
    }

    private static string[] Life(NetworkPlan network, Tensor tensor) =>
        [$"{tensor.First} {network.OperationAt(tensor.First)}", $"{tensor.Last} {network.OperationAt(tensor.Last)}"];

    // Words to the left, the first column of numbers to the right, words after it to the left.
    private static IEnumerable<string> Table(string[] head, int numbersAt, IEnumerable<string[]> body)
    {
        string[][] rows = [head, .. body];
        int[] widths = [.. head.Select((_, i) => rows.Max(row => row[i].Length))];
        return rows.Select(row => string.Join("  ", row.Select((cell, i) =>
            i == numbersAt ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
