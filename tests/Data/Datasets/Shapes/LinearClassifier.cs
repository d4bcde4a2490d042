using IlgpuCnn.Data.Images;

namespace IlgpuCnn.Tests.Data.Datasets.Shapes;

/// <summary>Softmax regression on pixels, by plain gradient descent: what a task should be harder than.</summary>
internal static class LinearClassifier
{
    public static double TestAccuracy(ImageSet train, ImageSet test, int epochs = 5, double learningRate = 0.002)
    {
        int classes = train.ClassNames.Length;
        double[] weights = new double[classes * (train.ImageLength + 1)];
        double[] scores = new double[classes];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            for (int i = 0; i < train.Count; i++)
            {
                Score(weights, train, i, scores);
                double max = scores.Max();
                double sum = scores.Sum(s => Math.Exp(s - max));
                for (int c = 0; c < classes; c++)
                {
                    double error = (Math.Exp(scores[c] - max) / sum) - (train.Labels[i] == c ? 1 : 0);
                    Move(weights.AsSpan(c * (train.ImageLength + 1)), train, i, -learningRate * error);
                }
            }
        }

        return Enumerable.Range(0, test.Count).Average(i =>
        {
            Score(weights, test, i, scores);
            return Array.IndexOf(scores, scores.Max()) == test.Labels[i] ? 1.0 : 0.0;
        });
    }

    private static double Pixel(ImageSet set, int image, int place) =>
        (set.Image(image)[place] / 255.0) - 0.5;

    private static void Score(double[] weights, ImageSet set, int image, double[] scores)
    {
        int stride = set.ImageLength + 1;
        Array.Clear(scores);
        for (int c = 0; c < scores.Length; c++)
            scores[c] = weights[(c * stride) + set.ImageLength];
        for (int p = 0; p < set.ImageLength; p++)
        {
            double x = Pixel(set, image, p);
            for (int c = 0; c < scores.Length; c++)
                scores[c] += weights[(c * stride) + p] * x;
        }
    }

    private static void Move(Span<double> row, ImageSet set, int image, double step)
    {
        for (int p = 0; p < set.ImageLength; p++)
            row[p] += step * Pixel(set, image, p);
        row[set.ImageLength] += step;
    }
}
