namespace IlgpuCnn.Data.Datasets;

/// <summary>What a data set is loaded with.</summary>
/// <param name="Seed">Key of everything random in it.</param>
/// <param name="Progress">Receives how many images of how many are ready, where that takes time; null for no reports.</param>
/// <param name="Cancellation">Asked between images.</param>
public sealed record DatasetContext(
    ulong Seed, IProgress<DatasetProgress>? Progress = null, CancellationToken Cancellation = default);

/// <summary>How far a data set is loaded.</summary>
/// <param name="Done">Images that are ready.</param>
/// <param name="Total">All images.</param>
public readonly record struct DatasetProgress(int Done, int Total);
