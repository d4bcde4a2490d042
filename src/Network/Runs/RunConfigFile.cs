using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Files;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Curriculum;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Network.Runs;

/// <summary>config.json: a <see cref="RunConfig"/> in which every component stands as the text that asks for it.</summary>
internal static class RunConfigFile
{
    /// <summary>Name of the file in a run's folder.</summary>
    public const string FileName = "config.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            DataConfig.SourceConverter,
            TextConverter.Of(Model.Catalog.Parse),
            TextConverter.Of(Optimizer.Catalog.Parse),
            TextConverter.Of(LearningRateSchedule.Catalog.Parse),
            TextConverter.Of(PacingFunction.Catalog.Parse),
            TextConverter.Of(ScoringFunction.Parse),
            TextConverter.Of(AugmentationText.Parse),
            TextConverter.Of(Initializations.Catalog),
            TextConverter.Of(SamplingNames.Catalog),
            TextConverter.Of(LearningRateConfig.Indices),
            TextConverter.Of(CurriculumConfig.Orderings),
            TextConverter.Of(CurriculumConfig.Balances),
        },
    };

    /// <summary>The text of the file.</summary>
    public static string ToJson(RunConfig config) => JsonSerializer.Serialize(config, Json) + "\n";

    /// <summary>Reads the file; a run's folder stands for the file in it.</summary>
    /// <exception cref="InputException">Missing, damaged, of another version, or a key or component is not known.</exception>
    public static RunConfig Load(string path)
    {
        if (Directory.Exists(path))
            path = Path.Combine(path, FileName);
        string text = FileFaults.Reading("the configuration", path, () => File.ReadAllText(path));
        try
        {
            RequireVersion(path, text);
            RunConfig config = JsonSerializer.Deserialize<RunConfig>(text, Json)!;
            if (Missing(JsonSerializer.SerializeToNode(config, Json), JsonNode.Parse(text)) is { } key)
                throw new InputException($"The configuration '{path}' has no '{key}': it is damaged, or no run's of this program.");
            return config;
        }
        catch (JsonException e)
        {
            throw new InputException(
                $"The configuration '{path}' can't be read from line {e.LineNumber + 1} on"
                + $"{(e.Path is null ? "" : $", {e.Path}")}: it is damaged, or no run's of this program.", e);
        }
        catch (InputException e) when (!e.Message.Contains(path, StringComparison.Ordinal))
        {
            throw new InputException(
                $"The configuration '{path}' can't be used: {e.Message} What is of your own is known once "
                + $"{new Setting("plugin")} names its assembly, or code has registered it.", e);
        }
    }

    // A run's own file has every key: what lacks would silently become a default.
    private static string? Missing(JsonNode? written, JsonNode? read)
    {
        if (written is not JsonObject all || read is not JsonObject given)
            return null;
        foreach ((string key, JsonNode? value) in all)
        {
            if (!given.TryGetPropertyValue(key, out JsonNode? part))
                return key;
            if (Missing(value, part) is { } inner)
                return $"{key}.{inner}";
        }

        return null;
    }

    private static void RequireVersion(string path, string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new InputException($"The configuration '{path}' is empty, or no run's of this program.");
        int? version = document.RootElement.TryGetProperty(nameof(RunConfig.Version), out JsonElement number)
            && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int known) ? known : null;
        if (version == RunConfig.CurrentVersion)
            return;
        throw new InputException(
            $"The configuration '{path}' is of {(version is { } other ? $"version {other}" : "an earlier version")} of this "
            + $"program, which reads version {RunConfig.CurrentVersion}: give the run's options on the command line again.");
    }
}
