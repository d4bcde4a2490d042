using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Matrix;
using IlgpuCnn.Kernels.Ops;

namespace IlgpuCnn.Network.Layers;

/// <summary>
/// Where the backward pass of a training step leaves the gradients of all parameters in parts, on devices whose engine
/// can, and the table by which an optimizer adds them up. How many parts a layer has depends on the batch.
/// </summary>
public sealed class GradientParts
{
    private const int Alignment = 64; // floats in 256 bytes, which ILGPU assumes views to start at

    private readonly IPartialMatrixEngine engine;
    private readonly IReadOnlyList<Layer> layers;
    private readonly long[] starts;
    private readonly Dictionary<int, GradientSegment[]> segments = [];

    private GradientParts(IPartialMatrixEngine engine, IReadOnlyList<Layer> layers, int maxBatch)
    {
        this.engine = engine;
        this.layers = layers;
        starts = new long[layers.Count];
        for (int i = 0; i < layers.Count; i++)
        {
            starts[i] = Length;
            long most = Enumerable.Range(1, maxBatch).Max(n => LengthOf(layers[i], n));
            Length += (most + Alignment - 1) / Alignment * Alignment;
        }
    }

    /// <summary>Numbers of all parts, for the batch that has most of them.</summary>
    public long Length { get; }

    /// <summary>Segments of the table: two a layer.</summary>
    public int SegmentCount => 2 * layers.Count;

    /// <summary>The parts.</summary>
    public Floats Memory { get; private set; }

    /// <summary>
    /// The parts of a network's layers; null where the device has none, nothing is trained, or a layer has other
    /// parameters than weight and bias of an engine's pass.
    /// </summary>
    internal static GradientParts? Of(ComputeDevice device, IReadOnlyList<Layer> layers, int maxBatch)
    {
        Layer[] trained = [.. layers.Where(layer => layer.Parameters.Count > 0)];
        return maxBatch > 0 && trained.Length > 0 && device.Matrix is IPartialMatrixEngine engine
            && trained.All(layer => layer is { LeavesParts: true, Parameters.Count: 2 } && layer.MatrixShape(1) is not null)
            ? new GradientParts(engine, trained, maxBatch) : null;
    }

    /// <summary>The table for a batch of <paramref name="n"/>: which parts are of which parameters.</summary>
    public ReadOnlySpan<GradientSegment> SegmentsOf(int n)
    {
        if (!segments.TryGetValue(n, out GradientSegment[]? known))
            segments.Add(n, known = Create(n));
        return known;
    }

    /// <summary>Gives the layers their parts of the memory.</summary>
    internal void Bind(Floats memory)
    {
        Memory = memory;
        for (int i = 0; i < layers.Count; i++)
            layers[i].GradientParts = memory.SubView(starts[i]);
    }

    private GradientSegment[] Create(int n)
    {
        List<GradientSegment> made = [];
        for (int i = 0; i < layers.Count; i++)
        {
            Parameter weight = layers[i].Parameters[0];
            Parameter bias = layers[i].Parameters[1];
            int parts = engine.PartsOf(layers[i].MatrixShape(n)!.Value);
            Add(weight, starts[i]);
            Add(bias, starts[i] + weight.Length);

            void Add(Parameter parameter, long start) => made.Add(GradientSegment.Create(
                start, parameter.Offset, parameter.Length, weight.Length + bias.Length, parts,
                made.Count == 0 ? 0 : made[^1].FirstGroup + made[^1].Groups));
        }

        return [.. made];
    }

    private long LengthOf(Layer layer, int n) =>
        (long)engine.PartsOf(layer.MatrixShape(n)!.Value) * layer.Parameters.Sum(parameter => parameter.Length);
}
