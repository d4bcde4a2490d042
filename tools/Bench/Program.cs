using System.CommandLine;
using IlgpuCnn.Bench;

RootCommand root = new("Measures the speed of IlgpuCnn's parts on this machine.") { TileBench.Create(), StepBench.Create() };
root.Add(PeerBench.Create());
return root.Parse(args).Invoke();
