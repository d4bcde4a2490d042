using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Data.Datasets;

/// <summary>All images of a data set, as it divides them itself.</summary>
/// <param name="Train">For training.</param>
/// <param name="Validation">Kept apart from training by the data set; null where it has no such split.</param>
/// <param name="Test">For the final evaluation.</param>
/// <param name="Warnings">Sentences on what its user should know before anything is trained on it.</param>
public sealed record DatasetSplits(
    ImageSet Train, ImageSet? Validation, ImageSet Test, IReadOnlyList<string> Warnings);
