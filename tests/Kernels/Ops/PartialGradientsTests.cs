using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Ops;

/// <summary>Updates by gradients in parts, against those by their sums.</summary>
[TestFixtureSource(nameof(Devices))]
public sealed class PartialGradientsTests(string deviceName)
{
    private const int Length = 640;
    private const int DecayLength = 576;

    private static IEnumerable<string> Devices => TestDevices.All.Where(name => !TestDevices.Get(name).IsCpu);

    private ComputeDevice Device => TestDevices.Get(deviceName);

    // Few parts, by a thread an element: less than its lanes, one, and one more than them; 41 parts, by several threads, with
    // two elements for the last group.
    [Test]
    public void Update_Adam_IsThatByTheSums()
    {
        Run((w, sums, parts) =>
        {
            using var m = Device.Allocate(Values.Uniform(Length, 3));
            using var v = Device.Allocate(Array.ConvertAll(Values.Uniform(Length, 4), Math.Abs));
            using var step = Device.Allocate([AdamStep.Create(2, 0.1, coupledDecay: 0.2, decoupledDecay: 0.1)]);
            Adam op = new(Device);
            if (parts is { } gradients)
                op.Update(Length, DecayLength, step.View, w, gradients, m.View, v.View);
            else
                op.Update(Length, DecayLength, step.View, w, sums, m.View, v.View);
            return [.. Read(w), .. Read(m.View), .. Read(v.View)];
        });
    }

    [Test]
    public void Update_Sgd_IsThatByTheSums()
    {
        Run((w, sums, parts) =>
        {
            using var u = Device.Allocate(Values.Uniform(Length, 3));
            using var step = Device.Allocate([SgdStep.Create(0.1, 0.9, nesterov: true, 0.2, 0.1)]);
            Sgd op = new(Device);
            if (parts is { } gradients)
                op.Update(Length, DecayLength, step.View, w, gradients, u.View);
            else
                op.Update(Length, DecayLength, step.View, w, sums, u.View);
            return [.. Read(w), .. Read(u.View)];
        });
    }

    private void Run(Func<Floats, Floats, PartialGradients?, float[]> update)
    {
        GradientSegment[] segments = new GradientSegment[4];
        (int First, int Length, int Count)[] of = [(0, 300, 3), (320, 34, 41), (576, 40, 1), (639, 1, 9)];
        long start = 5;
        for (int i = 0; i < segments.Length; i++)
        {
            int groups = i == 0 ? 0 : segments[i - 1].FirstGroup + segments[i - 1].Groups;
            segments[i] = GradientSegment.Create(
                start, of[i].First, of[i].Length, of[i].Length + 3, of[i].Count, groups);
            start += (of[i].Length + 3) * of[i].Count;
        }

        float[] all = Values.Uniform((int)start, 1);
        float[] w = Values.Uniform(Length, 2);
        float[] sums = new float[Length];
        foreach (GradientSegment s in segments)
        {
            for (int i = 0; i < s.Length; i++)
                sums[s.First + i] = InTheOrderOfKernels(all, (int)s.Start + i, s.Pitch, s.Count);
        }

        using var table = Device.Allocate(segments);
        using var parts = Device.Allocate(all);
        using var gradients = Device.Allocate(sums);
        using var expectedW = Device.Allocate(w);
        using var actualW = Device.Allocate(w);
        float[] expected = update(expectedW.View, gradients.View, null);
        float[] actual = update(
            actualW.View, default, new PartialGradients(parts.View, table.View, segments[^1].FirstGroup + segments[^1].Groups));
        for (int i = 0; i < expected.Length; i++)
        {
            bool isOfASegment = segments.Any(s => i % Length >= s.First && i % Length < s.First + s.Length);
            if (isOfASegment)
                Assert.That(actual[i], Is.EqualTo(expected[i]), $"element {i}");
            else if (i < Length)
                Assert.That(actual[i], Is.EqualTo(w[i]), $"element {i} of no segment");
        }
    }

    private static float InTheOrderOfKernels(float[] parts, int at, int pitch, int count)
    {
        float[] lanes = new float[8];
        for (int part = 0; part < count; part++)
            lanes[part % 8] += parts[at + (part * pitch)];
        return lanes.Aggregate((a, b) => a + b);
    }

    private float[] Read(Floats view)
    {
        float[] values = new float[view.Length];
        view.CopyToCPU(Device.Stream, values);
        return values;
    }
}
