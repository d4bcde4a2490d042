using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Predictions;

namespace IlgpuCnn.Cli.Reports.Predictions;

/// <summary>Images that a network was evaluated on, and what it predicts for them.</summary>
/// <param name="Network">Which network, in words.</param>
/// <param name="Data">Which images, in words.</param>
/// <param name="Images">The images.</param>
/// <param name="Loss">Their mean loss.</param>
/// <param name="Result">What is predicted.</param>
public sealed record EvaluatedSplit(
    string Network, string Data, ImageSet Images, double Loss, ClassificationResult Result)
{
    /// <summary>Names of the classes.</summary>
    public string[] ClassNames => Images.ClassNames;

    /// <summary>Sorts out the probabilities of an evaluation.</summary>
    /// <exception cref="InputException">A probability is no number.</exception>
    public static EvaluatedSplit Of(string network, string data, ImageSet images, double loss, float[] probabilities)
    {
        int wrong = Array.FindIndex(probabilities, probability => !float.IsFinite(probability));
        if (wrong >= 0)
        {
            throw new InputException(
                $"The network's output for image {wrong / images.ClassNames.Length} of {data} is no number, so that there "
                + "is nothing to report of its predictions: train it with a lower learning rate.");
        }

        return new EvaluatedSplit(
            network, data, images, loss, new ClassificationResult(images.Labels, probabilities, images.ClassNames.Length));
    }

    /// <summary>An image's file, or its index where it has none.</summary>
    public string NameOf(int image) => Images.Files?[image] ?? $"image {image}";
}
