using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Data.Datasets;

/// <summary>The images of one data set, as a run sees them.</summary>
/// <param name="Name">The data set's name.</param>
/// <param name="Train">For training.</param>
/// <param name="Validation">Kept apart from training, for choosing; null where none was asked for.</param>
/// <param name="Test">For the final evaluation.</param>
public sealed record ImageData(string Name, ImageSet Train, ImageSet? Validation, ImageSet Test)
{
    /// <summary>Sentences on what a user should know of the images before anything is trained on them.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether the data set brought its validation split itself, so that no share of the training images is one.
    /// </summary>
    public bool HasOwnValidation { get; init; }
}
