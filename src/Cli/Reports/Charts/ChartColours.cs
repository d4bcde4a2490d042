namespace IlgpuCnn.Cli.Reports.Charts;

/// <summary>The colours of arms, on white: the same arm, the same colour in every chart.</summary>
internal static class ChartColours
{
    // Grey for standard, which comes first; then Okabe and Ito's colours, which the colour-blind tell apart, without
    // the yellow that white swallows.
    private static readonly string[] Colours =
    [
        "#4d4d4d", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c3b2e", "#7a7a00", "#6a3d9a",
    ];

    /// <summary>How many there are before they begin again.</summary>
    public static int Count => Colours.Length;

    /// <summary>The colour of an arm, as #rrggbb.</summary>
    /// <param name="arm">Its place among the arms.</param>
    public static string Of(int arm) => Colours[arm % Colours.Length];
}
