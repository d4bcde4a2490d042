using System.Text;
using System.Text.Json;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Training;

namespace IlgpuCnn.Network.Runs;

/// <summary>result.json: the final numbers of a run that came to its end.</summary>
/// <param name="Steps">Gradient steps.</param>
/// <param name="Images">Examples seen.</param>
/// <param name="Seconds">Training time, evaluations left out.</param>
/// <param name="Train">On the training images, in evaluation mode, where that was asked for.</param>
/// <param name="Validation">On the validation split, where there is one.</param>
/// <param name="Test">On the test set.</param>
public sealed record RunOutcome(
    long Steps, long Images, double Seconds, Evaluation? Train, Evaluation? Validation, Evaluation Test)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="InputException">It can't be written.</exception>
    public void Save(string path)
    {
        byte[] text = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, Json) + "\n");
        FileFaults.Writing("", path, () => WholeFile.Replace(path, text));
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="InputException">It is missing or damaged.</exception>
    public static RunOutcome Load(string path)
    {
        string text = FileFaults.Reading("", path, () => File.ReadAllText(path));
        try
        {
            return JsonSerializer.Deserialize<RunOutcome>(text, Json)
                ?? throw new InputException($"'{path}' is damaged: it holds no result.");
        }
        catch (JsonException e)
        {
            throw new InputException($"'{path}' is damaged: it is not the whole result of a run.", e);
        }
    }
}
