using IlgpuCnn.Cli.Reports.Writers;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Text;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Cli.Reports.Runs;

/// <summary>What a training run would allocate on its device: sums by use, then every layer's tensors.</summary>
internal static class MemoryReport
{
    private static readonly string[] Blank = ["", ""];

    /// <summary>The whole report.</summary>
    public static Report Of(ComputeDevice device, TrainingRecipe recipe, ImageData data, RunMemory memory)
    {
        NetworkMemory network = memory.Network;
        IEnumerable<string> batches =
            network.Passes.Select(pass => $"{pass.Name} by batches of {NumberText.Count(pass.MaxBatch)}");
        ReportFacts about = new(
        [
            new("device", $"{device}"), new("data", $"{data.Name}: {RunReport.Sizes(data)}"),
            new("network", $"{recipe.Model}, {recipe.Optimizer}; {string.Join(", ", batches)}"),
        ]);
        ReportTable sums = new(
            "", [.. ReportColumn.Words("device memory"), .. ReportColumn.Numbers("bytes")],
            [.. Sums(memory).Select(sum => (string[])[sum.Name, NumberText.Count(sum.Bytes)])]);
        string share = $"That is {NumberText.Percent((double)memory.TotalBytes / device.MemoryBytes)} % of the "
            + $"{NumberText.Count(device.MemoryBytes)} bytes that the device has.";
        return new Report(
            "", [about, sums, .. network.Passes.Select(pass => Layers(network, pass)), new ReportText("", [share])]);
    }

    private static IEnumerable<(string Name, long Bytes)> Sums(RunMemory memory)
    {
        NetworkMemory network = memory.Network;
        long kept = Of(TensorUse.Weights) + Of(TensorUse.Gradients) + Of(TensorUse.OptimizerState);
        yield return ("weights", Of(TensorUse.Weights));
        yield return ("gradients", Of(TensorUse.Gradients));
        yield return ("optimizer state", Of(TensorUse.OptimizerState));
        yield return ("activations", Of(TensorUse.Activations));
        yield return ("gradients of activations", Of(TensorUse.ActivationGradients));
        yield return ("batches", Of(TensorUse.Batch));
        yield return ("losses", Of(TensorUse.Loss));
        yield return ("these without reuse", network.Layout.Tensors.Sum(tensor => tensor.Bytes));
        yield return ("these with reuse, one arena", network.Layout.Bytes);
        yield return ("  of which reused from operation to operation", network.Layout.Bytes - kept);
        yield return ("  least that any layout takes", network.Layout.LeastBytes);
        yield return ("data set", memory.DataSetBytes);
        yield return ("workspace", memory.WorkspaceBytes);
        yield return ("history of results", memory.HistoryBytes);
        yield return ("total", memory.TotalBytes);

        long Of(TensorUse use) => network.BytesOf(use);
    }

    private static ReportTable Layers(NetworkMemory network, PassMemory pass)
    {
        string[] ofGradient = pass.OutputGradients.Count > 0 ? ["gradient's from", "to"] : [];
        return new ReportTable(
            "",
            [
                .. ReportColumn.Words(pass.Name, "output"), .. ReportColumn.Numbers("bytes"),
                .. ReportColumn.Words(["from", "to", .. ofGradient]),
            ],
            [.. Tensors(network, pass)]);
    }

    private static IEnumerable<string[]> Tensors(NetworkMemory network, PassMemory pass)
    {
        bool hasGradients = pass.OutputGradients.Count > 0;
        string[] noGradient = hasGradients ? Blank : [];
        yield return [.. Cells(pass.Images, "images", ""), .. noGradient];
        for (int i = 0; i < pass.Outputs.Count; i++)
        {
            string[] gradient = hasGradients ? Life(pass.OutputGradients[i]) : [];
            if (pass.Outputs[i] is { } output)
                yield return [.. Cells(output, output.Name, $"{pass.Shapes[i]}"), .. gradient];
        }

        foreach (Tensor tensor in pass.Kept.Concat(pass.Scratch).OfType<Tensor>())
            yield return [.. Cells(tensor, tensor.Name, ""), .. noGradient];

        string[] Cells(Tensor tensor, string name, string shape) =>
            [name, shape, NumberText.Count(tensor.Bytes), .. Life(tensor)];

        string[] Life(Tensor tensor) => [Operation(tensor.First), Operation(tensor.Last)];

        string Operation(int number) => $"{number} {network.OperationAt(number)}";
    }
}
