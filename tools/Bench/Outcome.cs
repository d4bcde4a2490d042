using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Bench;

/// <summary>Exit code of a measurement: what a user can mend is one sentence on standard error.</summary>
internal static class Outcome
{
    public static int Of(Action measurement)
    {
        try
        {
            measurement();
            return 0;
        }
        catch (InputException e)
        {
            Console.Error.WriteLine(e.Message);
        }
        catch (Exception e) when (DeviceFailure.Sentence(e) is { } sentence)
        {
            Console.Error.WriteLine(sentence);
        }

        return 1;
    }
}
