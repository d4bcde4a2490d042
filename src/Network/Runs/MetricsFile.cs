using System.Globalization;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Runs;

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
        writer = RunTable.Start(path, Header);
        writer.AutoFlush = true;
    }

    /// <summary>Reads a file back.</summary>
    /// <exception cref="InputException">It is missing or damaged.</exception>
    public static IReadOnlyList<MetricsRow> Read(string path) => RunTable.Read("the metrics", path, Header, Parse);

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

    // How many images an evaluation was on, the file does not say.
    private static MetricsRow Parse(string[] cells)
    {
        double? Number(int i) => cells[i].Length == 0 ? null : double.Parse(cells[i], CultureInfo.InvariantCulture);
        Evaluation? Evaluation(int i) => Number(i) is { } loss ? new Evaluation(0, loss, Number(i + 1)!.Value) : null;
        return new MetricsRow(
            long.Parse(cells[0], CultureInfo.InvariantCulture), Number(1)!.Value,
            long.Parse(cells[2], CultureInfo.InvariantCulture), Number(3)!.Value,
            int.Parse(cells[4], CultureInfo.InvariantCulture), Number(5)!.Value, Number(6)!.Value, Number(7)!.Value,
            Number(8), Evaluation(9), Evaluation(11));
    }

    private static string Text(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
