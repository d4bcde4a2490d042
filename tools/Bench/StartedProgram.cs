using System.Diagnostics;
using System.Text.RegularExpressions;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Bench;

/// <summary>A build of <c>ilgpucnn</c> that is started to see how long its first step takes to come.</summary>
internal sealed partial class StartedProgram
{
    private const string Framework = "net10.0";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string text;
    private readonly string path;
    private readonly Dictionary<string, string> environment;

    private StartedProgram(string text, string path, Dictionary<string, string> environment)
    {
        this.text = text;
        this.path = path;
        this.environment = environment;
    }

    /// <summary>Reads "[NAME=VALUE …] PATH".</summary>
    /// <exception cref="InputException">There is no such file.</exception>
    public static StartedProgram Parse(string text)
    {
        string path = text.Trim();
        Dictionary<string, string> environment = [];
        while (Assignment().Match(path) is { Success: true } match)
        {
            environment[match.Groups[1].Value] = match.Groups[2].Value;
            path = path[match.Length..];
        }

        return File.Exists(path)
            ? new StartedProgram(text.Trim(), Path.GetFullPath(path), environment)
            : throw new InputException($"There is no program '{path}': build it, or name another with --program.");
    }

    /// <summary>The Release build of src/Cli, found upwards from here or from this tool.</summary>
    /// <exception cref="InputException">It is not there.</exception>
    public static string ReleaseBuild()
    {
        foreach (string start in (string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
        {
            for (DirectoryInfo? at = new(start); at is not null; at = at.Parent)
            {
                string built = Path.Combine(at.FullName, "src", "Cli", "bin", "Release", Framework, "ilgpucnn.dll");
                if (File.Exists(built))
                    return Path.GetRelativePath(Directory.GetCurrentDirectory(), built);
            }
        }

        throw new InputException(
            "The Release build of src/Cli is not there: run 'dotnet build -c Release', or name a program with "
            + "--program.");
    }

    /// <summary>Seconds from the start of the process to its first line, and to the line of step 1.</summary>
    /// <exception cref="InputException">It ended, or waited too long, before that line; says what it said.</exception>
    public (double FirstLine, double FirstStep) Run(string model, string device)
    {
        string output = Directory.CreateTempSubdirectory("ilgpucnn-startup-").FullName;
        try
        {
            return RunInto(output, model, device);
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    public override string ToString() => text;

    [GeneratedRegex(@"^([A-Za-z_]\w*)=(\S*)\s+")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^epoch .* step +1/")]
    private static partial Regex StepOne();

    private (double FirstLine, double FirstStep) RunInto(string output, string model, string device)
    {
        ProcessStartInfo start = Invocation(output, model, device);
        long begin = Stopwatch.GetTimestamp();
        using Process process = Start(start);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync();
            using CancellationTokenSource patience = new(Patience);
            using CancellationTokenRegistration end = patience.Token.Register(() => process.Kill());
            double firstLine = 0;
            while (process.StandardOutput.ReadLine() is { } line)
            {
                double now = Stopwatch.GetElapsedTime(begin).TotalSeconds;
                if (firstLine == 0)
                    firstLine = now;
                if (StepOne().IsMatch(line))
                    return (firstLine, now);
            }

            process.WaitForExit();
            if (patience.IsCancellationRequested)
                throw new InputException($"'{text}' reported no step in {Patience.TotalSeconds:0} s.");
            string said = errors.Result.Trim().Split('\n')[0];
            throw new InputException(
                $"'{text}' ended with code {process.ExitCode} before its first step"
                + (said.Length > 0 ? $": {said}" : "."));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit();
        }
    }

    private ProcessStartInfo Invocation(string output, string model, string device)
    {
        bool library = Path.GetExtension(path).Equals(".dll", StringComparison.OrdinalIgnoreCase);
        ProcessStartInfo start = new(library ? "dotnet" : path)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (library)
            start.ArgumentList.Add(path);
        string[] arguments =
        [
            "train", "--data", "shapes", "--model", model, "--device", device, "--steps", "1000", "--output", output,
        ];
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return start;
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InputException($"Can't start '{text}': {e.Message}.", e);
        }
    }
}
