namespace IlgpuCnn.Cli.Reports.Charts;

/// <summary>A chart: its numbers and names, drawn when they are asked for as SVG.</summary>
/// <param name="Title">Stands above it, and is read to those who can't see it.</param>
/// <param name="Width">In pixels.</param>
internal abstract record Chart(string Title, int Width)
{
    /// <summary>An svg element that stands in a page, shrinks with it and needs no other file.</summary>
    public abstract string ToSvg();
}
