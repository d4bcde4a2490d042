using System.Globalization;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network;

/// <summary>One row of metrics.csv; what was not measured at that step is null.</summary>
public sealed record MetricsRow(
    long Step, double Epoch, long Images, double Seconds, int Visible, double LearningRate, double Loss,
    double Accuracy, double? Penalty, Evaluation? Validation, Evaluation? Test);

/// <summary>
/// metrics.csv: one row every so many steps. Seconds are of training, evaluations left out; visible images and learning
/// rate are the last step's; loss and accuracy are training means since the row before; penalty is the L2 term
/// ½·λ·Σw² of coupled weight decay, which the loss column leaves out. Rows are on disk as soon as they are added.
/// </summary>
public sealed class MetricsFile : IDisposable
{
    private const string Header =
        "step,epoch,images,seconds,visible,learning_rate,loss,accuracy,l2_penalty,"
        + "validation_loss,validation_accuracy,test_loss,test_accuracy";

    private readonly StreamWriter writer;

    /// <summary>Starts the file.</summary>
    /// <exception cref="InputException">It can't be written.</exception>
    public MetricsFile(string path)
    {
        try
        {
            writer = new StreamWriter(path) { AutoFlush = true, NewLine = "\n" };
            writer.WriteLine(Header);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Can't write '{path}': {e.Message}", e);
        }
    }

    /// <summary>Appends a row.</summary>
    public void Add(MetricsRow row) => writer.WriteLine(string.Join(
        ',',
        row.Step,
        Text(row.Epoch, "0.####"),
        row.Images,
        Text(row.Seconds, "0.###"),
        row.Visible,
        Text(row.LearningRate, "G6"),
        Text(row.Loss, "0.######"),
        Text(row.Accuracy, "0.######"),
        Text(row.Penalty, "0.######"),
        Text(row.Validation?.Loss, "0.######"),
        Text(row.Validation?.Accuracy, "0.######"),
        Text(row.Test?.Loss, "0.######"),
        Text(row.Test?.Accuracy, "0.######")));

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    private static string Text(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
