using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Data.Datasets;

/// <summary>The images of one data set, as a run sees them.</summary>
/// <param name="Name">The data set's name.</param>
/// <param name="Train">For training.</param>
/// <param name="Validation">Kept apart from training, for choosing; null where none was asked for.</param>
/// <param name="Test">For the final evaluation.</param>
public sealed record ImageData(string Name, ImageSet Train, ImageSet? Validation, ImageSet Test);
