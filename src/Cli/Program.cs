using System.CommandLine;
using IlgpuCnn.Cli;
using IlgpuCnn.Cli.Commands;

RootCommand root = new("Trains convolutional networks with curriculum learning; every operation is a C# kernel.")
{
    TrainCommand.Create(),
    ProfileCommand.Create(),
    CompareCommand.Create(),
    EvalCommand.Create(),
    ReproduceCommand.Create(),
    ScoreCommand.Create(),
    ListCommand.Create(),
    PacingCommand.Create(),
    DevicesCommand.Create(),
    DataCommand.Create(),
};
PlainValues.Require(root);
return Invocation.Run(root, args);
