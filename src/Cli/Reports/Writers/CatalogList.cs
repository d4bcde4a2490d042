namespace IlgpuCnn.Cli.Reports.Writers;

/// <summary>Prints what a catalog has: a line each, its form and what it does.</summary>
internal static class CatalogList
{
    public static void Print(IEnumerable<(string Form, string Description)> entries)
    {
        (string Form, string Description)[] all = [.. entries];
        int width = all.Max(entry => entry.Form.Length) + 2;
        foreach ((string form, string description) in all)
            Console.WriteLine($"{form.PadRight(width)}{description}");
    }
}
