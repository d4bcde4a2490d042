using System.CommandLine;
using IlgpuCnn.Bench;

RootCommand root = new("Measures the speed of IlgpuCnn's parts on this machine.")
{
    TileBench.Create(),
    StepBench.Create(),
    OpsBench.Create(),
    ScalingBench.Create(),
    ImageCountBench.CreateChild(),
    StartupBench.Create(),
};
return root.Parse(args).Invoke();
