using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;

namespace IlgpuCnn.Cli.Reports.Charts;

/// <summary>What all charts look like around their data.</summary>
internal static class ChartModel
{
    private const int Right = 32;
    private const int Small = 12;
    private const int Medium = 13;
    private const int Large = 16;
    private const int Bold = 600;

    private static readonly OxyColor Line = OxyColor.FromRgb(0x4d, 0x4d, 0x4d);
    private static readonly OxyColor Grid = OxyColor.FromRgb(0xe5, 0xe8, 0xeb);

    /// <summary>A chart without axes and data.</summary>
    /// <param name="title">Stands above it.</param>
    /// <param name="left">Pixels left of the data; NaN for as many as labels take.</param>
    public static PlotModel Create(string title, double left) => new()
    {
        Title = title,
        TitleFontSize = Large,
        TitleFontWeight = Bold,
        TitlePadding = Medium,
        DefaultFont = "system-ui, sans-serif",
        Background = OxyColors.White,
        PlotAreaBorderColor = Line,
        PlotAreaBorderThickness = new OxyThickness(1, 0, 0, 1),
        PlotMargins = new OxyThickness(left, double.NaN, Right, double.NaN),
    };

    /// <summary>Gives an axis its look.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="position">At which side of the chart.</param>
    /// <param name="title">What it is, with its unit; empty where its labels say so.</param>
    /// <param name="pixelsPerTick">From one number to the next, about.</param>
    public static T Styled<T>(this T axis, AxisPosition position, string title, int pixelsPerTick)
        where T : Axis
    {
        axis.Position = position;
        axis.Title = title;
        axis.IntervalLength = pixelsPerTick;
        axis.FontSize = Small;
        axis.TitleFontSize = Medium;
        axis.AxisTitleDistance = Small;
        axis.AxisTickToLabelDistance = 6;
        axis.TicklineColor = Line;
        axis.MinorTickSize = 0;
        axis.MajorGridlineStyle = LineStyle.Solid;
        axis.MajorGridlineColor = Grid;
        return axis;
    }

    /// <summary>A legend under the chart, in as many rows as its names need.</summary>
    /// <param name="width">The chart's, in pixels.</param>
    /// <param name="left">Pixels left of the data.</param>
    public static Legend Legend(int width, int left) => new()
    {
        LegendPlacement = LegendPlacement.Outside,
        LegendPosition = LegendPosition.BottomLeft,
        LegendOrientation = LegendOrientation.Horizontal,
        LegendMaxWidth = width - left - Right,
        LegendFontSize = Medium,
        LegendSymbolLength = 26,
        LegendItemSpacing = 22,
        LegendLineSpacing = 9,
        LegendPadding = 6,
    };
}
