using IlgpuCnn.Bench.Peer;
using IlgpuCnn.Kernels;
using IlgpuCnn.TorchPeer;

return PeerProtocol.Serve(() => args is [string folder, string layout]
    ? TorchSide.Load(folder, layout)
    : throw new InputException("TorchPeer is started by 'peer' of tools/Bench, with a task's folder and a layout."));
