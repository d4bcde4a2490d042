using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Kernels.Random;

namespace IlgpuCnn.Tests.Reference;

/// <summary>
/// The network 'seed' in double, by plain loops over NHWC arrays: forward, backward and Adam, one method a layer kind.
/// Dropout takes its masks from the product's generator; everything else is written anew.
/// </summary>
public sealed class SeedReference(int classes, double[][] weights, double[][] biases)
{
    private const float DropProbability = 0.5f;

    private readonly AdamReference[] weightAdam = [.. weights.Select(w => new AdamReference(w))];
    private readonly AdamReference[] biasAdam = [.. biases.Select(b => new AdamReference(b))];

    /// <summary>One training step on x (n, 32, 32, 3); returns the mean loss before the update.</summary>
    public double Step(double[] x, int[] labels, DropoutKey key, uint layer, int step, double learningRate)
    {
        int n = labels.Length;
        Conv2DShape[] conv =
        [
            Conv2DShape.Create(n, 32, 32, 3, 32, 3, 3, Padding.Valid),
            Conv2DShape.Create(n, 30, 30, 32, 64, 3, 3, Padding.Valid),
            Conv2DShape.Create(n, 14, 14, 64, 128, 3, 3, Padding.Valid),
            Conv2DShape.Dense(n, 4608, 256),
            Conv2DShape.Dense(n, 256, classes),
        ];
        double[] a1 = Relu(ConvReference.Forward(conv[0], x, weights[0], biases[0]));
        double[] a2 = Relu(ConvReference.Forward(conv[1], a1, weights[1], biases[1]));
        (double[] p2, int[] from2) = Pool(a2, n, 28, 28, 64);
        double[] a3 = Relu(ConvReference.Forward(conv[2], p2, weights[2], biases[2]));
        (double[] p3, int[] from3) = Pool(a3, n, 12, 12, 128);
        double[] a4 = Relu(ConvReference.Forward(conv[3], p3, weights[3], biases[3]));
        double[] mask = Mask(a4.Length, key, layer);
        double[] d4 = Times(a4, mask);
        double[] logits = ConvReference.Forward(conv[4], d4, weights[4], biases[4]);
        (double loss, double[] dlogits) = CrossEntropy(logits, labels);

        (double[], double[])[] gradients = new (double[], double[])[5];
        gradients[4] = WeightGradients(conv[4], d4, dlogits);
        double[] dy = Gate(Times(ConvReference.BackwardInput(conv[4], dlogits, weights[4]), mask), a4);
        gradients[3] = WeightGradients(conv[3], p3, dy);
        dy = Gate(Unpool(ConvReference.BackwardInput(conv[3], dy, weights[3]), from3, a3.Length), a3);
        gradients[2] = WeightGradients(conv[2], p2, dy);
        dy = Gate(Unpool(ConvReference.BackwardInput(conv[2], dy, weights[2]), from2, a2.Length), a2);
        gradients[1] = WeightGradients(conv[1], a1, dy);
        dy = Gate(ConvReference.BackwardInput(conv[1], dy, weights[1]), a1);
        gradients[0] = WeightGradients(conv[0], x, dy);
        for (int i = 0; i < gradients.Length; i++)
        {
            weightAdam[i].Step(gradients[i].Item1, step, learningRate);
            biasAdam[i].Step(gradients[i].Item2, step, learningRate);
        }

        return loss;
    }

    private static (double[] Weight, double[] Bias) WeightGradients(Conv2DShape shape, double[] x, double[] dy) =>
        (ConvReference.BackwardWeight(shape, x, dy), ConvReference.BackwardBias(shape, dy));

    private static double[] Relu(double[] x) => Array.ConvertAll(x, v => Math.Max(v, 0));

    private static double[] Gate(double[] dy, double[] output) => [.. dy.Zip(output, (g, y) => y > 0 ? g : 0)];

    private static double[] Times(double[] a, double[] b) => [.. a.Zip(b, (u, v) => u * v)];

    private static double[] Mask(int length, DropoutKey key, uint layer)
    {
        Dropout.Mask mask = Dropout.Mask.Create(DropProbability, layer);
        double[] values = new double[length];
        for (int i = 0; i < length; i++)
        {
            Random4 r = mask.Draw(key, i / 4);
            uint word = (i % 4) switch { 0 => r.X, 1 => r.Y, 2 => r.Z, _ => r.W };
            values[i] = mask.Factor(word);
        }

        return values;
    }

    private static (double[] Y, int[] From) Pool(double[] x, int n, int h, int w, int c)
    {
        double[] y = new double[n * (h / 2) * (w / 2) * c];
        int[] from = new int[y.Length];
        for (int i = 0; i < y.Length; i++)
        {
            int channel = i % c;
            int column = i / c % (w / 2) * 2;
            int row = i / c / (w / 2) % (h / 2) * 2;
            int image = i / c / (w / 2) / (h / 2);
            int[] taps = [.. from dh in new[] { 0, 1 } from dw in new[] { 0, 1 }
                select ((((image * h) + row + dh) * w) + column + dw) * c + channel];
            from[i] = taps.MaxBy(tap => x[tap]);
            y[i] = x[from[i]];
        }

        return (y, from);
    }

    private static double[] Unpool(double[] dy, int[] from, int length)
    {
        double[] dx = new double[length];
        for (int i = 0; i < dy.Length; i++)
            dx[from[i]] += dy[i];
        return dx;
    }

    private (double Loss, double[] Gradient) CrossEntropy(double[] logits, int[] labels)
    {
        double loss = 0;
        double[] gradient = new double[logits.Length];
        for (int n = 0; n < labels.Length; n++)
        {
            double[] row = logits[(n * classes)..((n + 1) * classes)];
            double max = row.Max();
            double sum = row.Sum(z => Math.Exp(z - max));
            loss += Math.Log(sum) + max - row[labels[n]];
            for (int c = 0; c < classes; c++)
            {
                double target = c == labels[n] ? 1 : 0;
                gradient[(n * classes) + c] = ((Math.Exp(row[c] - max) / sum) - target) / labels.Length;
            }
        }

        return (loss / labels.Length, gradient);
    }

    private sealed class AdamReference(double[] w)
    {
        private readonly double[] m = new double[w.Length];
        private readonly double[] v = new double[w.Length];

        public void Step(double[] gradient, int step, double learningRate)
        {
            for (int i = 0; i < w.Length; i++)
            {
                m[i] = (0.9 * m[i]) + (0.1 * gradient[i]);
                v[i] = (0.999 * v[i]) + (0.001 * gradient[i] * gradient[i]);
                double mean = m[i] / (1 - Math.Pow(0.9, step + 1));
                double square = v[i] / (1 - Math.Pow(0.999, step + 1));
                w[i] -= learningRate * mean / (Math.Sqrt(square) + 1e-8);
            }
        }
    }
}
