using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Data.Datasets.Shapes;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Memory;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Runs;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Network.Runs;

/// <summary>What is planned is what is allocated.</summary>
public sealed class DeviceMemoryTests : InTemporaryFolder
{
    [TestCase("seed", "adam", 3)]
    [TestCase("seed", "sgd", 1)]
    [TestCase("small-mammals", "sgdw", 2)]
    public void Run_FromStartToEnd_AllocatesWhatIsPlanned(string model, string optimizer, int threads)
    {
        RunConfig config = new()
        {
            Data = new DataConfig { Source = new ShapesDataset(100, 100), Validation = 0.2 },
            Training = new TrainingRecipe
            {
                Model = Model.Catalog.Parse(model),
                Optimizer = Optimizer.Catalog.Parse($"{optimizer}(weight-decay=1e-4)"),
                BatchSize = 32,
                Epochs = 1,
            },
            EvaluateTrain = true,
        };
        ImageData data = config.Data.Load();
        using ComputeDevice device = DeviceCatalog.OpenCpu(threads);
        long before = device.AllocatedBytes;
        long planned = RunMemory.Of(device, config.Training, data).TotalBytes;
        Assert.That(device.AllocatedBytes, Is.EqualTo(before), "planning allocates nothing");

        using TrainingRun run = new(device, config, data, null, () => RunFolder.Create(Folder.Path, "run"));
        run.Run(QuietRunObserver.Instance, CancellationToken.None);
        Assert.That(device.AllocatedBytes - before, Is.EqualTo(planned));
    }

    // By batches of every size, since a smaller one may take another way through an engine.
    [TestCase("cpu")]
    [TestCase("simulated")]
    public void Build_Network_IsOneAllocationAndAWorkspaceThatDoesNotGrow(string name)
    {
        using ComputeDevice device = name == "cpu" ? DeviceCatalog.OpenCpu(2) : DeviceCatalog.OpenSimulatedGpu();
        int most = name == "cpu" ? 20 : 3;
        ImageSet set = MadeUpImages.Random(most, 4, height: 9, width: 11);
        using DeviceImages images = new(device, set, [0.5f, 0.5f, 0.5f], [0.3f, 0.3f, 0.3f]);
        NetworkUse use = new Adam().UseFor(most);
        long before = device.AllocatedBytes;
        using Sequential network = SmallNetwork.Build(device, use);
        long workspace = device.Matrix.WorkspaceBytes(network.Architecture.MatrixWork(device, use));
        Assert.That(device.AllocatedBytes - before, Is.EqualTo(network.Memory.Layout.Bytes + workspace));

        int allocations = device.Allocations;
        for (int n = 1; n <= most; n++)
        {
            using Trainer trainer = new(network, images, new TrainingRecipe { BatchSize = n, Steps = 1 });
            trainer.Step();
            Assert.That(device.Allocations - allocations, Is.EqualTo(n * TrainersOwn), $"batch {n}");
        }
    }

    private static int TrainersOwn
    {
        get
        {
            using ComputeDevice device = DeviceCatalog.OpenCpu(1);
            using DeviceImages images = new(device, MadeUpImages.Random(1, 4, height: 9, width: 11), [0, 0, 0], [1, 1, 1]);
            using Sequential network = SmallNetwork.Build(device, new Adam().UseFor(1));
            int before = device.Allocations;
            using Trainer trainer = new(network, images, new TrainingRecipe { BatchSize = 1, Steps = 1 });
            return device.Allocations - before;
        }
    }
}
