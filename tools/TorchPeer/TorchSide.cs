using System.Runtime.InteropServices;
using IlgpuCnn.Bench.Peer;
using IlgpuCnn.Kernels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace IlgpuCnn.TorchPeer;

/// <summary>libtorch's side, through TorchSharp.</summary>
internal sealed class TorchSide : IPeer
{
    private readonly PeerSettings settings;
    private readonly string layout;
    private readonly Sequential network;
    private readonly TorchImages train;
    private readonly TorchImages test;
    private readonly Tensor indices;
    private readonly Lazy<optim.Optimizer> optimizer;
    private long stepsDone;

    private TorchSide(PeerTask task, string weights, string layout)
    {
        settings = task.Settings;
        set_num_threads(settings.Threads);
        this.layout = layout;
        bool channelsLast = layout == "channels-last";
        network = Networks.Create(settings);
        Weights.Load(network, weights, channelsLast);
        train = new TorchImages(settings, task.Train, channelsLast);
        test = new TorchImages(settings, task.Test, channelsLast);
        indices = tensor(task.Indices, [task.Indices.Length / settings.BatchSize, settings.BatchSize], dtype: int64);
        optimizer = new Lazy<optim.Optimizer>(() => CreateOptimizer(settings.LearningRate));
    }

    public string Name => $"libtorch {__version__}, cpu, {get_num_threads()} threads, {layout}";

    /// <exception cref="InputException">libtorch does not load here, or the task is not for it.</exception>
    public static TorchSide Load(string folder, string layout)
    {
        if (layout is not ("nchw" or "channels-last"))
            throw new InputException($"Unknown layout '{layout}': give nchw or channels-last.");
        try
        {
            // Before TorchSharp does, which would copy libtorch to elsewhere, try again and write of it at length.
            NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"));
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new InputException(
                "libtorch could not be loaded: it needs the C++ runtime of Debian 13, Ubuntu 24.04 or later "
                + $"({e.Message.ReplaceLineEndings(" ").Trim()}).", e);
        }

        return new TorchSide(PeerTask.Load(folder), PeerTask.WeightsFile(folder), layout);
    }

    public double[] Check()
    {
        network.eval(); // drops nothing; gradients are made all the same
        optim.Optimizer checkedOptimizer = CreateOptimizer(settings.CheckedLearningRate());
        List<double> losses = [];
        for (int i = 0; i < PeerTask.CheckedSteps; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            losses.Add(Step(checkedOptimizer, i).item<float>());
        }

        return [.. losses, Evaluate()];
    }

    public void Train(int steps)
    {
        network.train();
        using DisposeScope scope = NewDisposeScope();
        Tensor sum = zeros(1);
        for (int i = 0; i < steps; i++)
        {
            using DisposeScope step = NewDisposeScope();
            sum.add_(Step(optimizer.Value, stepsDone++).detach());
        }

        Require(sum.item<float>());
    }

    public void Evaluate(int passes)
    {
        for (int i = 0; i < passes; i++)
            Require(Evaluate());
    }

    // The process ends with it.
    public void Dispose()
    {
    }

    private Tensor Step(optim.Optimizer stepped, long step)
    {
        (Tensor x, Tensor labels) = train.Batch(indices[step % indices.shape[0]]);
        network.zero_grad(set_to_none: true);
        Tensor loss = nn.functional.cross_entropy(network.forward(x), labels);
        loss.backward();
        stepped.step();
        return loss;
    }

    // Mean loss; correct predictions are counted too, as on our side.
    private double Evaluate()
    {
        network.eval();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = inference_mode();
        Tensor losses = zeros(1);
        Tensor correct = zeros(1, dtype: int64);
        for (int position = 0; position < test.Count; position += settings.BatchSize)
        {
            using DisposeScope batch = NewDisposeScope();
            (Tensor x, Tensor labels) = test.Batch(position, Math.Min(settings.BatchSize, test.Count - position));
            Tensor logits = network.forward(x);
            losses.add_(nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.Sum));
            correct.add_(logits.argmax(1).eq(labels).sum());
        }

        return correct.item<long>() < 0 ? double.NaN : losses.item<float>() / test.Count;
    }

    // Weights take weight decay and biases do not, as on our side.
    private OptimizerHelper CreateOptimizer(double learningRate)
    {
        Parameter[] weights = [.. network.named_parameters().Where(p => !IsBias(p.name)).Select(p => p.parameter)];
        Parameter[] biases = [.. network.named_parameters().Where(p => IsBias(p.name)).Select(p => p.parameter)];
        return settings.Optimizer switch
        {
            "adam" => optim.Adam(
                [
                    new Adam.ParamGroup(weights, new Adam.Options { weight_decay = settings.WeightDecay }),
                    new Adam.ParamGroup(biases, new Adam.Options { weight_decay = 0 }),
                ],
                learningRate, beta1: 0.9, beta2: 0.999, eps: 1e-8),
            "sgd" => optim.SGD(
                [
                    new SGD.ParamGroup(weights, new SGD.Options { weight_decay = settings.WeightDecay }),
                    new SGD.ParamGroup(biases, new SGD.Options { weight_decay = 0 }),
                ],
                learningRate),
            _ => throw new InputException($"TorchPeer has no optimizer '{settings.Optimizer}': give adam or sgd."),
        };
    }

    private static bool IsBias(string name) => name.EndsWith(".bias", StringComparison.Ordinal);

    private static void Require(double loss)
    {
        if (!double.IsFinite(loss))
            throw new InputException("libtorch's loss is no longer finite: its times would mean nothing.");
    }
}
