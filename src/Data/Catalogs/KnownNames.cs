using IlgpuCnn.Kernels;

namespace IlgpuCnn.Data.Catalogs;

/// <summary>Looks things up by a name that a person typed.</summary>
public static class KnownNames
{
    /// <summary>The value under <paramref name="name"/>, upper and lower case alike.</summary>
    /// <param name="what">What is looked up, for the message: "model", "optimizer".</param>
    /// <param name="name">The name as typed.</param>
    /// <param name="known">All there is.</param>
    /// <exception cref="InputException">Unknown; the message gives the nearest name, where one is near, and all known ones.</exception>
    public static T Find<T>(string what, string name, IReadOnlyDictionary<string, T> known)
    {
        foreach ((string key, T value) in known)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        string all = string.Join(", ", known.Keys);
        throw new InputException(Nearest(name, known.Keys) is { } nearest
            ? $"Unknown {what} '{name}': did you mean '{nearest}'? Known: {all}."
            : $"Unknown {what} '{name}'; known: {all}.");
    }

    /// <summary>The members of an enumeration by their words, as arguments are written: lower case, dashes between.</summary>
    public static IReadOnlyDictionary<string, T> Of<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(value => ComponentWriter.Dashed($"{value}"));

    /// <summary>
    /// The name that was probably meant; null where none is near. What is far off every name is no typing error: half of
    /// the letters have to be right.
    /// </summary>
    /// <param name="name">The name as typed.</param>
    /// <param name="keys">All names there are.</param>
    public static string? Nearest(string name, IEnumerable<string> keys)
    {
        name = name.ToLowerInvariant();
        if (name.Length == 0)
            return null;
        if (keys.FirstOrDefault(key => key.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is { } whole)
            return whole;
        if (keys.MinBy(key => Distance(key.ToLowerInvariant(), name)) is not { } nearest)
            return null;
        int wrong = Distance(nearest.ToLowerInvariant(), name);
        return 2 * wrong <= Math.Max(name.Length, nearest.Length) ? nearest : null;
    }

    // Levenshtein's distance by rows.
    private static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 0; i < a.Length; i++)
        {
            int[] current = new int[b.Length + 1];
            current[0] = i + 1;
            for (int j = 0; j < b.Length; j++)
            {
                int replaced = previous[j] + (a[i] == b[j] ? 0 : 1);
                current[j + 1] = Math.Min(replaced, Math.Min(previous[j + 1], current[j]) + 1);
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
