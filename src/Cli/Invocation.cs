using System.CommandLine;
using ILGPU.Runtime;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Cli;

/// <summary>Runs a command line: what a user can mend is one sentence on standard error, never a stack trace.</summary>
internal static class Invocation
{
    /// <summary>Exit code of a run that Ctrl-C ended.</summary>
    public const int Interrupted = 130;

    private const int Failed = 1;

    public static int Run(RootCommand root, string[] args)
    {
        // Commands that can be interrupted end by themselves: see Interruption.
        InvocationConfiguration configuration = new()
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return root.Parse(args).Invoke(configuration);
        }
        catch (InputException e)
        {
            Console.Error.WriteLine(e.Message);
            return Failed;
        }
        catch (AcceleratorException e)
        {
            Console.Error.WriteLine($"The device failed: {e.Message} Choose another with --device, such as cpu.");
            return Failed;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Interrupted.");
            return Interrupted;
        }
    }
}
