using System.CommandLine;
using IlgpuCnn.Cli.Reports.Runs;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Cli.Commands;

/// <summary>Loads the images that a command line asks for: with a bar where that takes time, and what its user should know
/// of them on standard error.</summary>
internal static class LoadedData
{
    /// <exception cref="InputException">Something asked for can't be had, or an option would change nothing.</exception>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public static ImageData Of(ParseResult parsed, DataConfig config)
    {
        using Interruption interruption = new();
        ImageData data = LoadingReport.Watch(progress => config.Load(progress, interruption.Token));
        if (data.HasOwnValidation && parsed.Gives("--validation") && config.Validation > 0)
        {
            throw new InputException(
                $"'{data.Name}' has a validation split of its own, and --validation would take a share of the training images: "
                + "leave it out.");
        }

        foreach (string warning in data.Warnings)
            Console.Error.WriteLine($"Warning: {Invocation.WithOptions(warning)}");
        return data;
    }
}
