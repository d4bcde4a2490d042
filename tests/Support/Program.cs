using System.Diagnostics;

namespace IlgpuCnn.Tests.Support;

/// <summary>What a run of the program printed and how it ended.</summary>
public sealed record ProgramResult(int ExitCode, string Output, string Error);

/// <summary>Runs ilgpucnn as a person does: as a process.</summary>
public static class Program
{
    // The program's own settings of the compiler are for runs that last; with these, one of a second takes a third less.
    private static readonly Dictionary<string, string> CompilesInHaste = new()
    {
        ["DOTNET_TC_QuickJitForLoops"] = "1",
        ["DOTNET_TC_CallCountingDelayMs"] = "64",
    };

    /// <summary>The program's assembly.</summary>
    public static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "ilgpucnn.dll");

    public static ProgramResult Run(params string[] arguments) => Finish(Start(arguments));

    /// <summary>What a process that <see cref="Start(string[])"/> or the like has started prints, and how it ends.</summary>
    public static ProgramResult Finish(Process started)
    {
        using Process process = started;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramResult(process.ExitCode, output, error.Result);
    }

    public static Process Start(params string[] arguments) => Start(Assembly, arguments, []);

    /// <summary>Starts a program of .NET with these variables of the environment beside those there are.</summary>
    public static Process Start(
        string assembly, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(assembly);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in CompilesInHaste.Concat(environment))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
