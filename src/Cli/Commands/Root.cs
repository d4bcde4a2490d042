using System.CommandLine;

namespace IlgpuCnn.Cli.Commands;

/// <summary>The program's command line: all commands, and what all of them have in common.</summary>
internal static class Root
{
    public static RootCommand Create()
    {
        RootCommand root = new("Trains convolutional networks with curriculum learning; every operation is a C# kernel.")
        {
            TrainCommand.Create(),
            ProfileCommand.Create(),
            CompareCommand.Create(),
            EvalCommand.Create(),
            PredictCommand.Create(),
            ReproduceCommand.Create(),
            ScoreCommand.Create(),
            ListCommand.Create(),
            PacingCommand.Create(),
            DevicesCommand.Create(),
            DataCommand.Create(),
        };
        root.Options.Add(Plugins.CreateOption());
        PlainValues.Require(root);
        return root;
    }
}
