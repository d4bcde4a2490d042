using System.Globalization;
using ILGPU.Runtime.Cuda;
using IlgpuCnn.Data.Augmentations;
using IlgpuCnn.Data.Images;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Devices.Cuda;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Cuda.FakeDriver;

/// <summary>
/// Small programs that use the kernels' library itself on the fake driver, in a process of their own: `dotnet
/// IlgpuCnn.Tests.dll NAME`. Their tests read the driver's log.
/// </summary>
public static class Probes
{
    /// <summary>
    /// Runs the probe that is named, or with <c>--tests PATTERN</c> tests, with <c>--fast-tests PATTERN</c> those that are
    /// not exhaustive.
    /// </summary>
    public static int Main(string[] arguments) => arguments switch
    {
        ["--tests", string pattern] => TestRun.Of(pattern, isFast: false),
        ["--fast-tests", string pattern] => TestRun.Of(pattern, isFast: true),
        ["--ptx", string file, string groups, string threads] => PtxProgram.Run(
            file, int.Parse(groups, CultureInfo.InvariantCulture), int.Parse(threads, CultureInfo.InvariantCulture)),
        _ => Run(arguments[0]),
    };

    private static int Run(string name)
    {
        using ComputeDevice device = DeviceCatalog.Open("cuda");
        Action<ComputeDevice> probe = name switch
        {
            nameof(Opening) => Opening,
            nameof(AveragePool) => AveragePool,
            nameof(MisplacedView) => MisplacedView,
            nameof(KernelsThatCompileFast) => KernelsThatCompileFast,
            nameof(KernelAskedForTwice) => KernelAskedForTwice,
            nameof(Graph) => Graph,
            nameof(GraphThatWaits) => GraphThatWaits,
            nameof(GraphThatAllocates) => GraphThatAllocates,
            nameof(GraphOfFreedMemory) => GraphOfFreedMemory,
            nameof(GraphOfBranches) => GraphOfBranches,
            nameof(GraphOfBranchesThatRace) => GraphOfBranchesThatRace,
            nameof(SequenceThatFails) => SequenceThatFails,
            nameof(SequenceWhoseWorkspaceMoves) => SequenceWhoseWorkspaceMoves,
            nameof(SequenceRunThreeTimes) => SequenceRunThreeTimes,
            nameof(StepAllocations) => StepAllocations,
            nameof(ForgottenBuffer) => ForgottenBuffer,
            _ => throw new ArgumentException($"No probe '{name}'."),
        };
        probe(device);
        return 0;
    }

    /// <summary>Nothing after the device's opening, which loads a small kernel.</summary>
    public static void Opening(ComputeDevice device)
    {
    }

    /// <summary>One launch with extents that are all different.</summary>
    public static void AveragePool(ComputeDevice device)
    {
        PoolShape shape = PoolShape.Create(3, 7, 5, 2, 3, 2, Padding.Valid, 2);
        using MemoryBuffer1D<float, Stride1D.Dense> x = device.Allocate<float>(shape.InputLength);
        using MemoryBuffer1D<float, Stride1D.Dense> y = device.Allocate<float>(shape.OutputLength);
        new AveragePool(device).Forward(shape, x.View, y.View);
        device.Synchronize();
    }

    /// <summary>A launch whose output lies within its input, a little behind its beginning.</summary>
    public static void MisplacedView(ComputeDevice device)
    {
        using MemoryBuffer1D<float, Stride1D.Dense> x = device.Allocate<float>(64);
        PoolShape shape = PoolShape.Create(1, 2, 2, 2, 1, 1, Padding.Valid, 1);
        new AveragePool(device).Forward(shape, x.View.SubView(0, 8), x.View.SubView(5, 8));
    }

    /// <summary>Launches of some kernels, none of them a product.</summary>
    public static void KernelsThatCompileFast(ComputeDevice device)
    {
        PoolShape shape = PoolShape.Create(2, 6, 6, 4, 2, 2, Padding.Valid, 2);
        using MemoryBuffer1D<float, Stride1D.Dense> x = device.Allocate<float>(shape.InputLength);
        using MemoryBuffer1D<float, Stride1D.Dense> y = device.Allocate<float>(shape.OutputLength);
        using MemoryBuffer1D<float, Stride1D.Dense> norm = device.Allocate<float>(1);
        using SquaredNorm squares = new(device);
        new AveragePool(device).Forward(shape, x.View, y.View);
        new MaxPool(device).Forward(shape, x.View, y.View);
        squares.Record(shape.InputLength, 0, x.View, norm.View);
        device.Synchronize();
    }

    /// <summary>An op that is forgotten and made again.</summary>
    public static void KernelAskedForTwice(ComputeDevice device)
    {
        UseAndForget(device);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        UseAndForget(device);

        // In a method of its own, so that no variable of this one holds it.
        static void UseAndForget(ComputeDevice device) => new SquaredNorm(device).Dispose();
    }

    /// <summary>Two launches captured, replayed twice.</summary>
    public static void Graph(ComputeDevice device)
    {
        using MemoryBuffer1D<float, Stride1D.Dense> x = device.Allocate<float>(8);
        using MemoryBuffer1D<float, Stride1D.Dense> y = device.Allocate<float>(8);
        Action launch = PoolLaunch(device, x, y);
        nint executable = Capture(device, () =>
        {
            launch();
            launch();
        });
        for (int i = 0; i < 2; i++)
            CudaDriver.Check(CudaDriver.cuGraphLaunch(executable, StreamOf(device)), "launch a graph");
        device.Synchronize();
        CudaDriver.Check(CudaDriver.cuGraphExecDestroy(executable), "destroy a graph");
    }

    /// <summary>Waits in the middle of a capture.</summary>
    public static void GraphThatWaits(ComputeDevice device) => Fail(() => Capture(device, device.Synchronize));

    /// <summary>Allocates in the middle of a capture.</summary>
    public static void GraphThatAllocates(ComputeDevice device) =>
        Fail(() => Capture(device, () => device.Accelerator.Allocate1D<float>(8).Dispose()));

    /// <summary>Replays what writes to memory that has been freed since.</summary>
    public static void GraphOfFreedMemory(ComputeDevice device)
    {
        using MemoryBuffer1D<float, Stride1D.Dense> x = device.Allocate<float>(8);
        nint executable;
        using (MemoryBuffer1D<float, Stride1D.Dense> y = device.Allocate<float>(8))
            executable = Capture(device, PoolLaunch(device, x, y));
        Fail(() => CudaDriver.Check(CudaDriver.cuGraphLaunch(executable, StreamOf(device)), "launch a graph"));
    }

    /// <summary>Two branches that write apart, and a launch behind both.</summary>
    public static void GraphOfBranches(ComputeDevice device) => Branches(device, 256);

    /// <summary>Two branches that write to the same elements.</summary>
    public static void GraphOfBranchesThatRace(ComputeDevice device) => Branches(device, 0);

    /// <summary>A sequence of launches that fails while it is captured, and what is launched after it.</summary>
    public static void SequenceThatFails(ComputeDevice device)
    {
        using MemoryBuffer1D<float, Stride1D.Dense> x = device.Allocate<float>(8);
        using MemoryBuffer1D<float, Stride1D.Dense> y = device.Allocate<float>(8);
        Action launch = PoolLaunch(device, x, y);
        int runs = 0;
        using LaunchGraph sequence = new(device, () =>
        {
            launch();
            if (++runs == 2)
                throw new InvalidOperationException("halfway");
        });
        sequence.Run();
        try
        {
            sequence.Run();
        }
        catch (InvalidOperationException e)
        {
            Console.WriteLine(e.Message);
        }

        launch();
        device.Synchronize();
    }

    /// <summary>Runs a sequence of one launch, and prints why it is not captured.</summary>
    public static void SequenceRunThreeTimes(ComputeDevice device)
    {
        using MemoryBuffer1D<float, Stride1D.Dense> x = device.Allocate<float>(8);
        using MemoryBuffer1D<float, Stride1D.Dense> y = device.Allocate<float>(8);
        using LaunchGraph sequence = new(device, PoolLaunch(device, x, y));
        for (int i = 0; i < 3; i++)
            sequence.Run();
        device.Synchronize();
        Console.WriteLine(device.GraphFault);
    }

    /// <summary>Runs a sequence of one pass again and again; between, another pass needs more of the workspace.</summary>
    public static void SequenceWhoseWorkspaceMoves(ComputeDevice device)
    {
        Conv2DShape small = Conv2DShape.Create(2, 6, 6, 4, 8, 3, 3, Padding.Valid);
        Conv2DShape large = small with { OutC = 800 };
        using MemoryBuffer1D<float, Stride1D.Dense> memory = device.Allocate<float>(1 << 20);
        Floats x = memory.View;
        void Backward(Conv2DShape shape) => device.Matrix.BackwardWeight(shape, x, x, x, x);
        using LaunchGraph sequence = new(device, () => Backward(small));
        for (int i = 0; i < 3; i++)
            sequence.Run();
        Backward(large);
        for (int i = 0; i < 3; i++)
            sequence.Run();
        device.Synchronize();
    }

    /// <summary>Prints the managed bytes that the training thread allocates in the steps of some epochs.</summary>
    public static void StepAllocations(ComputeDevice device)
    {
        TrainingRecipe recipe = new()
        {
            BatchSize = 6,
            Steps = 1000,
            Augmentation = AugmentationText.Parse("flip,crop"),
        };
        using DeviceImages images = new(device, MadeUpImages.Random(20, 5), [0.5f, 0.4f, 0.6f], [0.25f, 0.3f, 0.2f]);
        using Sequential network = new SmallMammalsNetwork()
            .Build(device, new ImageShape(32, 32, 3), 5, recipe.Optimizer.Value.UseFor(recipe.BatchSize));
        using Trainer trainer = new(network, images, recipe);
        for (int i = 0; i < 100; i++)
            trainer.Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            trainer.Step();
        Console.WriteLine(GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Leaves memory that nobody frees.</summary>
    public static void ForgottenBuffer(ComputeDevice device) =>
        CudaAPI.CurrentAPI.AllocateMemory(out _, 1234);

    private static Action PoolLaunch(
        ComputeDevice device, MemoryBuffer1D<float, Stride1D.Dense> x, MemoryBuffer1D<float, Stride1D.Dense> y)
    {
        AveragePool pool = new(device);
        PoolShape shape = PoolShape.Create(1, 2, 2, 2, 1, 1, Padding.Valid, 1);
        return () => pool.Forward(shape, x.View, y.View);
    }

    private static void Branches(ComputeDevice device, int distance)
    {
        using MemoryBuffer1D<float, Stride1D.Dense> x = device.Allocate<float>(512);
        using MemoryBuffer1D<float, Stride1D.Dense> y = device.Allocate<float>(512);
        AveragePool pool = new(device);
        PoolShape shape = PoolShape.Create(1, 2, 2, 2, 1, 1, Padding.Valid, 1);
        pool.Forward(shape, x.View, y.View);
        using CudaGraph graph = device.Capture((CudaStream)device.Stream, () =>
        {
            using (device.Beside())
                pool.Forward(shape, x.View, y.View);
            pool.Forward(shape, x.View, y.View.SubView(distance, 256));
            device.JoinBranch();
            pool.Forward(shape, y.View, x.View);
        });
        for (int i = 0; i < 2; i++)
            graph.Launch();
        Fail(device.Synchronize);
    }

    private static nint StreamOf(ComputeDevice device) => ((CudaStream)device.Stream).StreamPtr;

    private static nint Capture(ComputeDevice device, Action launches)
    {
        nint stream = StreamOf(device);
        CudaDriver.Check(
            CudaDriver.cuStreamBeginCapture_v2(stream, CudaDriver.CaptureModeRelaxed), "begin to capture a graph");
        launches();
        CudaDriver.Check(CudaDriver.cuStreamEndCapture(stream, out nint graph), "capture a graph");
        CudaDriver.Check(
            CudaDriver.cuGraphInstantiateWithFlags(out nint executable, graph, 0), "make a graph executable");
        CudaDriver.Check(CudaDriver.cuGraphDestroy(graph), "destroy a graph");
        return executable;
    }

    private static void Fail(Action action)
    {
        try
        {
            action();
        }
        catch (AcceleratorException e)
        {
            Console.WriteLine(DeviceFailure.Sentence(e));
        }
    }
}
