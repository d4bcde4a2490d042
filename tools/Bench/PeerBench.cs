using System.CommandLine;
using IlgpuCnn.Bench.Peer;
using IlgpuCnn.Kernels;

namespace IlgpuCnn.Bench;

/// <summary><c>peer</c>: training and evaluation beside libtorch, in turns.</summary>
internal static class PeerBench
{
    private static readonly Option<string> Model = new("--model")
    {
        Description = "Network: seed, seed-wide, small-mammals or vgg-gap",
        DefaultValueFactory = _ => "seed",
    };

    private static readonly Option<int> BatchSize = new("--batch-size")
    {
        Description = "Images of a step",
        DefaultValueFactory = _ => 64,
    };

    private static readonly Option<int> Classes = new("--classes")
    {
        Description = "Classes",
        DefaultValueFactory = _ => 100,
    };

    private static readonly Option<int> Input = new("--input")
    {
        Description = "Rows and columns of an image",
        DefaultValueFactory = _ => 32,
    };

    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "Threads of each side; default: one a core",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private static readonly Option<int> Pairs = new("--pairs")
    {
        Description = "Turns of each side, at least 5",
        DefaultValueFactory = _ => 7,
    };

    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "Length of a turn",
        DefaultValueFactory = _ => 3,
    };

    private static readonly Option<string> Layout = new("--layout")
    {
        Description = "libtorch's memory layout: nchw or channels-last",
        DefaultValueFactory = _ => "channels-last",
    };

    private static readonly Option<string> Malloc = new("--malloc")
    {
        Description = "keep: glibc keeps large blocks, for libtorch's best speed; default: for its least memory",
        DefaultValueFactory = _ => "keep",
    };

    private static readonly Option<string?> TorchPeer = new("--torch-peer")
    {
        Description = "TorchPeer.dll; default: the Release build of tools/TorchPeer",
    };

    public static Command Create()
    {
        Command command = new("peer", "Training and evaluation beside libtorch: the two take turns on the same work.");
        Option[] options = [Model, BatchSize, Classes, Input, Threads, Pairs, Seconds, Layout, Malloc, TorchPeer];
        foreach (Option option in options)
            command.Options.Add(option);
        command.SetAction(parsed =>
        {
            try
            {
                return PeerComparison.Run(Options(parsed));
            }
            catch (InputException e)
            {
                Console.Error.WriteLine(e.Message);
                return 1;
            }
        });

        Argument<string> folder = new("folder");
        Command side = new("side", "Our side; started by peer itself.") { folder };
        side.Hidden = true;
        side.SetAction(parsed => PeerProtocol.Serve(() => new OurPeer(parsed.GetValue(folder)!)));
        command.Subcommands.Add(side);
        return command;
    }

    private static PeerOptions Options(ParseResult parsed)
    {
        PeerOptions options = new(
            parsed.GetValue(Model)!, parsed.GetValue(BatchSize), parsed.GetValue(Classes), parsed.GetValue(Input),
            parsed.GetValue(Threads), parsed.GetValue(Pairs), parsed.GetValue(Seconds), parsed.GetValue(Layout)!,
            parsed.GetValue(Malloc)!, parsed.GetValue(TorchPeer) ?? BuiltTorchPeer());
        options.Validate();
        return options;
    }

    private static string BuiltTorchPeer()
    {
        const string built = "tools/TorchPeer/bin/Release/net10.0/TorchPeer.dll";
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IlgpuCnn.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? "", built);
    }
}
