using IlgpuCnn.Cli;
using IlgpuCnn.Cli.Commands;

return Invocation.Run(Root.Create, args);
