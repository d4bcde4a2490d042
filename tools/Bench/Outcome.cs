using ILGPU.Runtime;
using IlgpuCnn.Kernels;

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
        catch (AcceleratorException e)
        {
            Console.Error.WriteLine($"The device failed: {e.Message}");
        }

        return 1;
    }
}
