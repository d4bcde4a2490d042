using IlgpuCnn.Data.Text;
using IlgpuCnn.Network.Comparison;

namespace IlgpuCnn.Cli.Reports.Comparison;

/// <summary>Means over seeds as the cells of a table.</summary>
internal static class MeanText
{
    /// <summary>A mean share in per cent, with its standard error where there is one: "57.83 ± 0.21".</summary>
    public static string Percent(this MeanOfSeeds mean) => NumberText.Percent(mean.Mean, mean.StandardError);
}
