using IlgpuCnn.Data.Images;
using IlgpuCnn.Data.Scores;

namespace IlgpuCnn.Tests.Support;

/// <summary>Scores of images for tests.</summary>
public static class MadeUpScores
{
    public static ScoreTable Of(ImageSet images, double[] values, params double[][] repeats) => new(
        new ScoreOrigin
        {
            Score = "test",
            Method = "by hand",
            Images = ImageSetHash.OfImages(images),
            Labels = ImageSetHash.OfLabels(images),
        },
        values, repeats);
}
