namespace IlgpuCnn.Network.Predictions;

/// <summary>How many images of each class are predicted as each class.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[] counts;

    /// <summary>Counts pairs of labels and predictions.</summary>
    /// <param name="labels">The class of each image.</param>
    /// <param name="predictions">The predicted class of each image.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="ArgumentException">There are not as many predictions as labels.</exception>
    public ConfusionMatrix(IReadOnlyList<int> labels, IReadOnlyList<int> predictions, int classes)
    {
        if (labels.Count != predictions.Count)
            throw new ArgumentException($"{predictions.Count} predictions for {labels.Count} labels.", nameof(predictions));
        Classes = classes;
        counts = new int[classes * classes];
        for (int i = 0; i < labels.Count; i++)
            counts[(labels[i] * classes) + predictions[i]]++;
    }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Images of class <paramref name="label"/> that are predicted as <paramref name="predicted"/>.</summary>
    public int this[int label, int predicted] => counts[(label * Classes) + predicted];

    /// <summary>Images of a class.</summary>
    public int Support(int label) => Enumerable.Range(0, Classes).Sum(predicted => this[label, predicted]);

    /// <summary>Images predicted as a class.</summary>
    public int Predicted(int predicted) => Enumerable.Range(0, Classes).Sum(label => this[label, predicted]);

    /// <summary>Precision, recall and F1 of a class.</summary>
    public ClassScores Scores(int label)
    {
        int right = this[label, label];
        int support = Support(label);
        int predicted = Predicted(label);
        return new ClassScores(
            Ratio(right, predicted), Ratio(right, support), Ratio(2 * right, support + predicted), support, predicted);
    }

    /// <summary>
    /// The most frequent mistakes, of equals those of the lowest class first; pairs without a mistake are left out.
    /// </summary>
    /// <param name="most">Most that are given.</param>
    public IReadOnlyList<Confusion> Confusions(int most) =>
    [
        .. Enumerable.Range(0, Classes * Classes)
            .Select(i => new Confusion(i / Classes, i % Classes, counts[i]))
            .Where(pair => pair.Label != pair.Predicted && pair.Count > 0)
            .OrderByDescending(pair => pair.Count)
            .Take(most),
    ];

    private static double? Ratio(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
