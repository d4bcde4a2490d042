using System.CommandLine;
using IlgpuCnn.Bench;

RootCommand root = new("Measures the speed of IlgpuCnn's parts on this machine.")
{
    TileBench.Create(),
    TuneBench.Create(),
    OpsBench.Create(),
    StepBench.Create(),
    ScalingBench.Create(),
    ImageCountBench.CreateChild(),
    PacingBench.Create(),
    StartupBench.Create(),
    PeerBench.Create(),
};
return root.Parse(args).Invoke();
