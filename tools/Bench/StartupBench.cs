using System.CommandLine;
using System.Globalization;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Bench;

/// <summary><c>startup</c>: from the start of the process <c>ilgpucnn train</c> to its first training step.</summary>
internal static class StartupBench
{
    public static Command Create()
    {
        Command command = new("startup", "From the start of the program to its first training step, wall clock.");
        Option<string[]> programs = new("--program")
        {
            Description = "Executable or .dll, with NAME=VALUE before it to set its environment; give several to "
                + "compare them in turns; default: the Release build",
        };
        Option<string> model = new("--model") { Description = "Network", DefaultValueFactory = _ => "seed" };
        Option<int> repetitions = new("--repetitions")
        {
            Description = "Measured starts of each, after one that is not",
            DefaultValueFactory = _ => 9,
        };
        Option<string> device = new("--device") { Description = "Where", DefaultValueFactory = _ => "auto" };
        command.Options.Add(programs);
        command.Options.Add(model);
        command.Options.Add(device);
        command.Options.Add(repetitions);
        command.SetAction(parsed => Outcome.Of(() =>
        {
            string[] given = parsed.GetValue(programs) is { Length: > 0 } named
                ? named
                : [StartedProgram.ReleaseBuild()];
            int count = parsed.GetValue(repetitions);
            if (count < 1)
                throw new InputException($"--repetitions is {count}; it must be at least 1.");
            Run([.. given.Select(StartedProgram.Parse)], parsed.GetValue(model)!, parsed.GetValue(device)!, count);
        }));
        return command;
    }

    private static void Run(StartedProgram[] programs, string model, string device, int repetitions)
    {
        Samples[] opening = [.. programs.Select(_ => new Samples())];
        Samples[] firstStep = [.. programs.Select(_ => new Samples())];
        foreach (StartedProgram program in programs)
            program.Run(model, device);
        for (int i = 0; i < repetitions; i++)
        {
            for (int j = 0; j < programs.Length; j++)
            {
                (double ready, double step) = programs[j].Run(model, device);
                opening[j].Add(ready);
                firstStep[j].Add(step);
            }
        }

        Console.WriteLine(
            $"Start to first step: train --data shapes --model {model} --device {device}; {repetitions} starts each, "
            + "in turns\n");
        Console.WriteLine("| program | first line, median ms | first step, fastest ms | median ms | slowest ms |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        for (int j = 0; j < programs.Length; j++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {programs[j]} | {opening[j].Median * 1e3:0} | {firstStep[j].Least * 1e3:0} "
                + $"| {firstStep[j].Median * 1e3:0} | {firstStep[j].Greatest * 1e3:0} |"));
        }
    }
}
