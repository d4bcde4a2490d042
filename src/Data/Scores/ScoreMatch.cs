using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Data.Scores;

/// <summary>Whether the rows of a score file are the scores of some images.</summary>
internal static class ScoreMatch
{
    /// <summary>Refuses rows that can't be these images' as a whole.</summary>
    /// <param name="rows">What the file holds.</param>
    /// <param name="origin">What the file says of itself.</param>
    /// <param name="here">What a file of the images at hand would say of itself.</param>
    /// <param name="images">The images at hand.</param>
    /// <exception cref="FormatException">They are not; the message goes on after the file's name.</exception>
    public static void Check(ScoreRows rows, ScoreOrigin origin, ScoreOrigin here, ImageSet images)
    {
        if (rows.Indices.Length != images.Count)
        {
            throw new FormatException(
                $"has {rows.Indices.Length} rows where the data has {images.Count} images: give the data options that "
                + "it was made with");
        }

        if (origin.Images != here.Images)
        {
            throw new FormatException(
                $"was made for other images: its hash is {origin.Images}, the data's {here.Images}; give the data "
                + "options that it was made with");
        }

        if (origin.Labels != here.Labels)
        {
            throw new FormatException(
                "was made for other labels, e.g. other label noise: make it again with 'ilgpucnn score'");
        }
    }

    /// <summary>The row of each image.</summary>
    /// <exception cref="FormatException">
    /// An index is missing or twice, a label is another than the image's, a score is not finite.
    /// </exception>
    public static int[] RowOfEachImage(ScoreRows rows, ImageSet images)
    {
        int[] rowOf = [.. Enumerable.Repeat(-1, images.Count)];
        for (int row = 0; row < rows.Indices.Length; row++)
        {
            long index = rows.Indices[row];
            if (index < 0 || index >= images.Count)
                throw new FormatException($"has the index {index}; the data's images are 0 to {images.Count - 1}");
            if (rowOf[index] >= 0)
                throw new FormatException($"has the index {index} twice, so another image has no score");
            rowOf[index] = row;
            CheckLabel(rows, row, images, (int)index);
            if (!double.IsFinite(rows.Values[row]) || rows.Repeats.Any(repeat => !double.IsFinite(repeat[row])))
                throw new FormatException($"has a score that is not a finite number for the image {index}");
        }

        return rowOf;
    }

    private static void CheckLabel(ScoreRows rows, int row, ImageSet images, int index)
    {
        int label = images.Labels[index];
        if (rows.Labels[row] != label)
        {
            throw new FormatException(
                $"has the label {rows.Labels[row]} for the image {index}, whose label in the data is {label}: it "
                + "belongs to other data");
        }

        string name = images.ClassNames[label];
        if (rows.Classes is not null && rows.Classes[row] != name)
        {
            throw new FormatException(
                $"has the class '{rows.Classes[row]}' for the image {index}, whose class in the data is '{name}': it "
                + "belongs to other data");
        }
    }
}
