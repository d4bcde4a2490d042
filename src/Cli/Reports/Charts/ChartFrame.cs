namespace IlgpuCnn.Cli.Reports.Charts;

/// <summary>What stands around a chart.</summary>
/// <param name="Title">Above it.</param>
/// <param name="XLabel">What the x axis is, with its unit.</param>
/// <param name="YLabel">What the y axis is, with its unit; empty where its ticks say so.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels, without the legend.</param>
/// <param name="Left">Pixels left of the y axis, for its label and ticks.</param>
internal sealed record ChartFrame(string Title, string XLabel, string YLabel, int Width, int Height, int Left);
