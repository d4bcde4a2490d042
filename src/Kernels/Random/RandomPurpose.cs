namespace IlgpuCnn.Kernels.Random;

/// <summary>
/// The purpose of a random number: the numbers of each purpose of one seed are independent of the others.
/// </summary>
public enum RandomPurpose
{
    /// <summary>Initial weights; the step is the parameter's index.</summary>
    Weights = 1,

    /// <summary>Dropout masks; the step is the training step, and the layer has a counter word of its own.</summary>
    Dropout = 2,

    /// <summary>Augmentation; the step is the training step, the element the image's index in the batch.</summary>
    Augmentation = 3,

    /// <summary>The order in which images are drawn.</summary>
    Shuffle = 4,

    /// <summary>The validation split.</summary>
    Split = 5,

    /// <summary>Procedurally generated data.</summary>
    Synthesis = 6,

    /// <summary>The order in which images become visible: ties, and the random ordering.</summary>
    Ordering = 7,

    /// <summary>Labels made wrong on purpose.</summary>
    LabelNoise = 8,

    /// <summary>The folds of a cross-validation; the step is the repeat.</summary>
    Folds = 9,

    /// <summary>Resampling in statistics.</summary>
    Resampling = 10,
}
