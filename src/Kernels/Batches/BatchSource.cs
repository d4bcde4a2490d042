namespace IlgpuCnn.Kernels.Batches;

/// <summary>Views of a whole data set on the device, as batches are drawn from it. Owns nothing.</summary>
/// <param name="Pixels">All images (Count, H, W, C), a byte an element.</param>
/// <param name="Labels">The class of each image; its length is the number of images.</param>
/// <param name="Order">Indices of images, the easiest first; a prefix of it is visible.</param>
/// <param name="MeanLuma">
/// Mean luma of each image in [0, 1], from <see cref="BatchLoader.MeanLuma"/>; read for contrast jitter only.
/// </param>
/// <param name="Mean">Mean of each channel in [0, 1].</param>
/// <param name="Deviation">Standard deviation of each channel, in units of [0, 1].</param>
public readonly record struct BatchSource(
    Bytes Pixels, Ints Labels, Ints Order, Floats MeanLuma, Floats Mean, Floats Deviation);
