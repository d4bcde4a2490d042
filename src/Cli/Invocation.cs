using System.CommandLine;
using System.Text.RegularExpressions;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Devices;

namespace IlgpuCnn.Cli;

/// <summary>Runs a command line: what a user can mend is one sentence on standard error, never a stack trace.</summary>
internal static partial class Invocation
{
    /// <summary>Exit code of a run that Ctrl-C ended.</summary>
    public const int Interrupted = 130;

    private const int Failed = 1;

    /// <summary>The command line that was given, as it can be given again.</summary>
    public static string CommandLine(ParseResult parsed) => string.Join(
        ' ', parsed.Tokens.Select(token => token.Value.IndexOfAny([' ', '(', ')', '*', ';']) < 0
            ? token.Value
            : $"\"{token.Value}\"").Prepend("ilgpucnn"));

    /// <summary>A message in which the command line's options stand in the place of settings.</summary>
    public static string WithOptions(string message) => SettingName().Replace(message, "--$1");

    /// <summary>Loads plugins, parses and runs.</summary>
    /// <param name="create">Makes the command line, once plugins are there.</param>
    /// <param name="args">What was given.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Func<RootCommand> create, string[] args)
    {
        // Commands that can be interrupted end by themselves: see Interruption.
        InvocationConfiguration configuration = new()
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            Plugins.Load(args);
            ParseResult parsed = create().Parse(args);
            if (UsageFault.Of(parsed) is not { } fault)
                return parsed.Invoke(configuration);
            Console.Error.WriteLine(fault);
            return Failed;
        }
        catch (InputException e)
        {
            Console.Error.WriteLine(WithOptions(e.Message));
            return Failed;
        }
        catch (Exception e) when (DeviceFailure.Sentence(e) is { } sentence)
        {
            Console.Error.WriteLine(WithOptions(sentence));
            return Failed;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Interrupted.");
            return Interrupted;
        }
        catch (Exception e) when (Plugins.Fault(e) is { } fault)
        {
            Console.Error.WriteLine(fault);
            return Failed;
        }
    }

    [GeneratedRegex("the setting '([a-z0-9-]+)'")]
    private static partial Regex SettingName();
}
