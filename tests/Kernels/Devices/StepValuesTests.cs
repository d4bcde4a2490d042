using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Kernels.Ops;
using IlgpuCnn.Tests.Support;

namespace IlgpuCnn.Tests.Kernels.Devices;

[TestFixtureSource(typeof(TestDevices), nameof(TestDevices.All))]
public sealed class StepValuesTests(string deviceName)
{
    private ComputeDevice Device => TestDevices.Get(deviceName);

    [Test]
    public void Upload_ValuesOfAnySize_AreWhatKernelsRead()
    {
        using StepValues values = new(Device, slots: 3);
        StepValue<int> first = values.Add<int>();
        StepValue<Odd> second = values.Add<Odd>(); // 36 bytes, which divide no power of two
        StepValue<DropoutKey> third = values.Add<DropoutKey>();
        for (int round = 0; round < 7; round++)
        {
            Odd odd = new(round, 1, 2, 3, 4, 5, 6, 7, -round);
            first.Set(round + 10);
            second.Set(odd);
            third.Set(new DropoutKey(ulong.MaxValue - (uint)round, 5));
            values.Upload();
            Assert.That(Read(first.View), Is.EqualTo(round + 10));
            Assert.That(Read(second.View), Is.EqualTo(odd));
            Assert.That(Read(third.View), Is.EqualTo(new DropoutKey(ulong.MaxValue - (uint)round, 5)));
        }
    }

    [Test]
    public void Upload_UnsetValue_KeepsItsLast()
    {
        using StepValues values = new(Device, slots: 2);
        StepValue<int> kept = values.Add<int>();
        StepValue<int> changing = values.Add<int>();
        kept.Set(3);
        for (int i = 0; i < 5; i++)
        {
            changing.Set(i);
            values.Upload();
            Assert.That((Read(kept.View), Read(changing.View)), Is.EqualTo((3, i)));
        }
    }

    [Test]
    public void Set_BeforeTheUpload_ChangesNothing()
    {
        using StepValues values = new(Device, slots: 2);
        StepValue<int> value = values.Add<int>();
        value.Set(1);
        values.Upload();
        value.Set(2);
        Assert.That(Read(value.View), Is.EqualTo(1));
    }

    [Test]
    public void Add_BeyondTheRoom_IsRefused()
    {
        using StepValues values = new(Device, slots: 1);
        Assert.That(
            () =>
            {
                for (int i = 0; i < 100; i++)
                    values.Add<int>();
            },
            Throws.InvalidOperationException.With.Message.Contains("no room for a Int32"));
    }

    // By a kernel: a copy by the host would look at the same bytes wherever a kernel takes the view to begin.
    private T Read<T>(ArrayView<T> view)
        where T : unmanaged
    {
        using var copy = Device.Allocate<T>(1);
        Device.Load<ArrayView<T>, ArrayView<T>>(CopyElement)(1, view, copy.View);
        return copy.GetAsArray1D(Device.Stream)[0];
    }

    private static void CopyElement<T>(Index1D i, ArrayView<T> from, ArrayView<T> to)
        where T : unmanaged => to[i] = from[i];

    public readonly record struct Odd(
        float A, float B, float C, float D, float E, float F, float G, float H, float I);
}
