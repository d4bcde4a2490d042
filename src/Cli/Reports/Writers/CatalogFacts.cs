using IlgpuCnn.Data.Catalogs;

namespace IlgpuCnn.Cli.Reports.Writers;

/// <summary>What a catalog has: a line each, its form and what it does.</summary>
internal static class CatalogFacts
{
    /// <param name="catalog">The catalog.</param>
    /// <param name="heading">What stands above; empty for nothing.</param>
    public static ReportFacts Of<T>(Catalog<T> catalog, string heading = "")
        where T : notnull =>
        new(heading, [.. catalog.Entries.Select(entry => new ReportFact(entry.Form, entry.Description))]);
}
