namespace IlgpuCnn.PtxReport.Roofline;

/// <summary>What a driver that runs PTX counted in a launch.</summary>
/// <param name="Instructions">Of PTX, once for each warp.</param>
/// <param name="SharedBytes">Read from shared memory or written to it.</param>
/// <param name="LoadedBytes">From global memory.</param>
/// <param name="StoredBytes">To global memory.</param>
internal sealed record CountedWork(double Instructions, double SharedBytes, double LoadedBytes, double StoredBytes);
